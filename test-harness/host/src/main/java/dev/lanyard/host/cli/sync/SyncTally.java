package dev.lanyard.host.cli.sync;

import dev.lanyard.spi.sync.SyncPartition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Adds up how far a sync is. Safe for use by many threads. */
final class SyncTally {

    private final Map<SyncPartition, RemainingRecords> partitions = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private long before;
    private long now;

    /** Starts behind what an earlier process had read. */
    synchronized void startWith(long alreadyRead) {
        before = alreadyRead;
    }

    synchronized void page(SyncPartition partition, long records, OptionalLong remaining) {
        now += records;
        partitions.computeIfAbsent(partition, first -> new RemainingRecords()).page(records, remaining);
    }

    synchronized long records() {
        return before + now;
    }

    synchronized double recordsPerSecond() {
        double seconds = (double) (System.nanoTime() - start) / 1e9;
        return seconds > 0 ? (double) now / seconds : 0;
    }

    /** The estimate for all partitions seen so far; empty where one of them cannot be estimated. */
    synchronized OptionalLong remaining() {
        long sum = 0;
        for (RemainingRecords each : partitions.values()) {
            OptionalLong estimate = each.estimate();
            if (estimate.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += estimate.getAsLong();
        }
        return partitions.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
