package dev.lanyard.host.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.store.ReadingReport;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.ReadCost;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a sync.
 *
 * @param result how it ended
 * @param resumed whether it went on with an unfinished run
 * @param kind whether it read everything or changes
 * @param readWhole streams that were read whole although changes were asked for, each with the reason
 * @param streams what each stream has yielded and cost, pages that were committed before a kill included
 * @param leastCosts what a full read of a stream would have cost at the very least, as far as the connector knows;
 *     empty unless everything was read
 * @param counts what the new generation holds, see {@link dev.lanyard.host.store.StoreReader#counts()}; empty unless it
 *     is whole
 * @param falls why it was held back
 * @param report skipped rows and notices
 * @param failure why it failed
 * @param duration how long this call took
 * @param peakHeapBytes the most heap that was in use meanwhile, see {@link HeapPeak}
 */
public record SyncOutcome(
        Result result,
        boolean resumed,
        ReadingKind kind,
        SortedMap<String, String> readWhole,
        SortedMap<String, Effort> streams,
        SortedMap<String, ReadCost> leastCosts,
        SortedMap<String, Long> counts,
        List<Fall> falls,
        ReadingReport report,
        Optional<ConnectorException> failure,
        Duration duration,
        long peakHeapBytes) {

    /** How a sync ended. */
    public enum Result {
        /** Readers see what was read. */
        COMPLETED,
        /** Readers see what had been held back before; nothing was read. */
        ACCEPTED,
        /** What was read is kept aside until someone accepts it; readers see what they saw before. */
        HELD,
        /** The host cancelled; the next run goes on where this one stopped. */
        CANCELLED,
        /** An error ended it; readers see what they saw before. The next run goes on where this one stopped. */
        FAILED
    }

    /** Keeps copies. */
    public SyncOutcome {
        readWhole = Collections.unmodifiableSortedMap(new TreeMap<>(readWhole));
        streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
        leastCosts = Collections.unmodifiableSortedMap(new TreeMap<>(leastCosts));
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        falls = List.copyOf(falls);
    }

    /**
     * Whether readers see something new.
     *
     * @return true if completed or accepted
     */
    public boolean succeeded() {
        return result == Result.COMPLETED || result == Result.ACCEPTED;
    }
}
