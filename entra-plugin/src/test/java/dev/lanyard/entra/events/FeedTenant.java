package dev.lanyard.entra.events;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphModule;
import dev.lanyard.entra.graph.SimulatedTime;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.testing.SimulatorSettings;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A simulated tenant whose time passes only by what the connector waits for and a test lets pass, with the connector's
 * real door to it and the feeds behind. Remembers how far a feed was read as a platform does: by its cursor alone.
 */
final class FeedTenant implements AutoCloseable {

    private final EntraSimulator simulator;
    private final EntraSettings settings;
    private final Injector injector;
    private final String feed;
    private FeedStart next;

    FeedTenant(TenantShape shape, String feed, Map<String, String> chosen) {
        this.feed = feed;
        simulator = EntraSimulator.start(SimulatorOptions.of(shape));
        simulator.setTokenLifetime(Duration.ofDays(400));
        Map<String, String> all = SimulatorSettings.of(simulator);
        all.putAll(chosen);
        all.putIfAbsent("usageFeed", "true");
        settings = EntraSettings.from(EntraSchema.schema().configure(all));
        injector = Guice.createInjector(Modules.override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(EntraSettings.class).toInstance(settings);
                        bind(HostServices.class).toInstance(new TestHost());
                        install(new HttpModule());
                        install(new AuthModule());
                        install(new GraphModule());
                    }
                })
                .with(SimulatedTime.stopped(simulator.clock())));
        next = new FeedStart.Since(now());
    }

    EntraSimulator simulator() {
        return simulator;
    }

    Tenant tenant() {
        return simulator.tenant();
    }

    Instant now() {
        return simulator.clock().instant();
    }

    void pass(Duration time) {
        simulator.clock().advance(time);
    }

    void since(Instant time) {
        next = new FeedStart.Since(time);
    }

    FeedCursor cursor() {
        return ((FeedStart.After) next).cursor();
    }

    private StreamContext context() {
        Clock clock = InstantSource.tick(simulator.clock(), Duration.ofNanos(1)).withZone(ZoneOffset.UTC);
        return StreamContext.of(
                injector.getInstance(GraphDoor.class), settings.reading(), settings.fingerprint(), clock);
    }

    /** The feeds of a connector that has just been opened. */
    Feeds feeds() {
        StreamContext context = context();
        return new Feeds(context, new SyncStreams(context));
    }

    /** One page, by a connector that has just been opened and knows nothing but the cursor. */
    EventPage page(int most) {
        EventPage page = feeds().read(feed, next, most);
        next = new FeedStart.After(page.next());
        return page;
    }

    /** Every page up to now. */
    List<EventPage> pages(int most) {
        List<EventPage> pages = new ArrayList<>();
        do {
            pages.add(page(most));
        } while (pages.get(pages.size() - 1).more());
        return pages;
    }

    List<Event> events(int most) {
        return pages(most).stream().flatMap(page -> page.events().stream()).toList();
    }

    List<ChangeEvent> changes() {
        return events(999).stream().map(ChangeEvent.class::cast).toList();
    }

    /** What a full sync of a stream reads. */
    List<SyncRecord> records(String stream) {
        SyncStreams streams = new SyncStreams(context());
        List<SyncRecord> records = new ArrayList<>();
        for (SyncPartition partition : streams.plan(SyncRequest.full(Set.of(stream)))) {
            Cursor cursor = Cursor.start();
            while (true) {
                SyncPage page = streams.read(partition, cursor);
                records.addAll(page.records());
                if (!(page.next() instanceof NextStep.More more)) {
                    break;
                }
                cursor = more.cursor();
            }
        }
        return records;
    }

    /** The ids of all objects of a type, in Graph's order. */
    List<String> ids(ObjectType type) {
        Directory directory = tenant().current();
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .map(DirectoryObject::id)
                .toList();
    }

    @Override
    public void close() {
        injector.getInstance(Patience.class).close();
        simulator.close();
    }
}
