package dev.lanyard.simulator.stats;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts Graph requests in all and by endpoint; safe for use by many threads. Logins are not counted. */
public final class TrafficStats {

    private static final Set<String> READING_POSTS = Set.of("POST /$batch", "POST /directoryObjects/getByIds");
    private static final String READING_CMDLETS = "POST /adminapi/Get-";

    private TrafficCount total = TrafficCount.NONE;
    private final Map<String, TrafficCount> endpoints = new TreeMap<>();

    /**
     * One moment's counts.
     *
     * @param total everything that went over the wire; a batch is one request, its resource units are those of its
     *     calls
     * @param writes how many calls asked to change something, batched or not, whatever came of them
     * @param endpoints by endpoint, such as {@code GET /groups/{id}}; each batched call under its own
     */
    public record Snapshot(TrafficCount total, long writes, Map<String, TrafficCount> endpoints) {}

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
        long writes = endpoints.entrySet().stream()
                .filter(entry -> writes(entry.getKey()))
                .mapToLong(entry -> entry.getValue().requests())
                .sum();
        return new Snapshot(total, writes, Collections.unmodifiableMap(new TreeMap<>(endpoints)));
    }

    private static boolean writes(String endpoint) {
        return !endpoint.startsWith("GET ")
                && !READING_POSTS.contains(endpoint)
                && !endpoint.startsWith(READING_CMDLETS);
    }

    /** Sets all counts to zero. */
    public synchronized void reset() {
        total = TrafficCount.NONE;
        endpoints.clear();
    }
}
