package dev.lanyard.simulator.stats;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts Graph requests in all and by endpoint; safe for use by many threads. Logins are not counted. */
public final class TrafficStats {

    private TrafficCount total = TrafficCount.NONE;
    private final Map<String, TrafficCount> endpoints = new TreeMap<>();

    /**
     * One moment's counts.
     *
     * @param total everything that went over the wire; a batch is one request, its resource units are those of its
     *     calls
     * @param endpoints by endpoint, such as {@code GET /groups/{id}}; each batched call under its own
     */
    public record Snapshot(TrafficCount total, Map<String, TrafficCount> endpoints) {}

    /** Counts a request that was on the wire by itself. */
    public synchronized void countRequest(String endpoint, TrafficCount count) {
        total = total.plus(count);
        endpoints.merge(endpoint, count, TrafficCount::plus);
    }

    /** Counts a call inside a batch: under its endpoint, and of the total only the resource units and refusals. */
    public synchronized void countBatchedCall(String endpoint, TrafficCount count) {
        total = total.plus(new TrafficCount(0, count.resourceUnits(), 0, count.throttled()));
        endpoints.merge(endpoint, count, TrafficCount::plus);
    }

    /** The counts since the start or the last reset. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(total, Collections.unmodifiableMap(new TreeMap<>(endpoints)));
    }

    /** Sets all counts to zero. */
    public synchronized void reset() {
        total = TrafficCount.NONE;
        endpoints.clear();
    }
}
