package dev.lanyard.host.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.store.ReadingReport;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.ReadCost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers an outcome while it comes about. */
final class OutcomeBuilder implements AutoCloseable {
    private final HeapPeak heap = new HeapPeak();
    private final long start = System.nanoTime();
    private boolean resumed;
    private ReadingKind kind = ReadingKind.EVERYTHING;
    private final SortedMap<String, String> readWhole = new TreeMap<>();
    private SortedMap<String, Effort> efforts = new TreeMap<>();
    private SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<String, ReadCost> leastCosts = new TreeMap<>();
    private List<Fall> falls = List.of();
    private ReadingReport report = ReadingReport.EMPTY;
    private Optional<ConnectorException> failure = Optional.empty();

    OutcomeBuilder(Set<String> streams) {
        streams.forEach(stream -> efforts.put(stream, Effort.NONE));
    }

    boolean isResumed() {
        return resumed;
    }

    void resumed(boolean value) {
        resumed = value;
    }

    void kind(ReadingKind known) {
        kind = known;
    }

    /** Notes that a stream had to be read whole although changes were asked for. */
    synchronized void readWhole(String stream, String why) {
        readWhole.put(stream, why);
    }

    void leastCost(String stream, ReadCost cost) {
        leastCosts.put(stream, cost);
    }

    void reading(RunningGeneration generation) {
        efforts = generation.efforts();
        report = generation.report();
    }

    void whole(SortedMap<String, Long> held, List<Fall> tooDeep) {
        counts = held;
        falls = tooDeep;
    }

    void failure(ConnectorException error) {
        failure = Optional.of(error);
    }

    SyncOutcome build(SyncOutcome.Result result) {
        return new SyncOutcome(
                result,
                resumed,
                kind,
                readWhole,
                efforts,
                leastCosts,
                counts,
                falls,
                report,
                failure,
                Duration.ofNanos(System.nanoTime() - start),
                heap.bytes());
    }

    @Override
    public void close() {
        heap.close();
    }
}
