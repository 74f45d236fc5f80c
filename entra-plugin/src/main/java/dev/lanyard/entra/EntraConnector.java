package dev.lanyard.entra;

import dev.lanyard.entra.check.EntraCheck;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.events.Feeds;
import dev.lanyard.entra.http.HttpResources;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.Traffic;
import dev.lanyard.entra.provision.change.ChangeRunner;
import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One opened connection to one tenant: guards the way in and out, and leaves the work to the packages below. Nothing
 * but a {@link ConnectorException} comes out of it.
 */
final class EntraConnector implements Connector {

    private final EntraSettings settings;
    private final HttpResources http;
    private final Patience patience;
    private final EntraCheck check;
    private final SyncStreams streams;
    private final ChangeRunner changes;
    private final Feeds feeds;
    private final Traffic traffic;
    private final AtomicBoolean closed = new AtomicBoolean();

    @Inject
    EntraConnector(
            EntraSettings settings,
            HttpResources http,
            Patience patience,
            EntraCheck check,
            SyncStreams streams,
            ChangeRunner changes,
            Feeds feeds,
            Traffic traffic) {
        this.settings = settings;
        this.http = http;
        this.patience = patience;
        this.check = check;
        this.streams = streams;
        this.changes = changes;
        this.feeds = feeds;
        this.traffic = traffic;
    }

    @Override
    public CheckReport check() {
        return guarded(check::run);
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        return guarded(() -> streams.plan(request));
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        return guarded(() -> streams.read(partition, cursor));
    }

    @Override
    public Optional<ReadCost> leastCost(String stream, StreamSize size) {
        return guarded(() -> streams.leastCost(stream, size));
    }

    @Override
    public List<ChangeResult> apply(List<ChangeRequest> requests) {
        return guarded(() -> changes.apply(requests));
    }

    @Override
    public EventPage events(String feed, FeedStart from, int pageSize) {
        return guarded(() -> feeds.read(feed, from, pageSize));
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return traffic.snapshot();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            patience.close();
            http.close();
            settings.wipe();
        }
    }

    private <T> T guarded(Supplier<T> work) {
        if (closed.get()) {
            throw ConnectorException.of(
                            ErrorKind.DEFECT,
                            "the connector is closed",
                            "open a new connector; a closed one cannot be used")
                    .build();
        }
        patience.check();
        try {
            return work.get();
        } catch (ConnectorException known) {
            throw known;
        } catch (RuntimeException unexpected) {
            patience.check();
            throw ConnectorException.of(
                            ErrorKind.DEFECT,
                            "the connector failed unexpectedly: "
                                    + unexpected.getClass().getSimpleName(),
                            "report this with the log")
                    .cause(unexpected)
                    .build();
        }
    }
}
