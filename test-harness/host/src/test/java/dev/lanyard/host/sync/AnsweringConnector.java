package dev.lanyard.host.sync;

import dev.lanyard.host.store.Store;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** A connector with one stream, whose pages a function makes. */
public record AnsweringConnector(List<SyncPartition> plan, Function<Cursor, SyncPage> answers) implements Connector {

    /** With one partition, {@code all}. */
    public AnsweringConnector(Function<Cursor, SyncPage> answers) {
        this(List.of(new SyncPartition("all", "", false, "")), answers);
    }

    /** A page without anything unusual. */
    public static SyncPage page(NextStep next, SyncRecord... records) {
        return new SyncPage(List.of(records), next, List.of(), List.of(), OptionalLong.empty(), ReadCost.FREE);
    }

    /** Syncs as a connector of the id {@code paged}. */
    public SyncOutcome sync(Store store) {
        return new SyncEngine(PagedConnector.empty().page("all").descriptor(), this, store, Samples.OPTIONS)
                .run(SyncListener.SILENT, Samples.never());
    }

    @Override
    public CheckReport check() {
        return new CheckReport(List.of());
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        return plan;
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        return answers.apply(cursor);
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return Map.of();
    }

    @Override
    public void close() {}
}
