package dev.lanyard.entra.http;

import dev.lanyard.spi.traffic.CallCounts;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.Map;
import java.util.TreeMap;

/** Counts every attempt to call one service, by endpoint and in total. Safe for use by many threads. */
public final class TrafficCounters {

    private final Map<String, CallCounts> endpoints = new TreeMap<>();
    private CallCounts total = CallCounts.NONE;

    TrafficCounters() {}

    /**
     * Counts a request that went over the wire by itself.
     *
     * @param endpoint its method and path, without ids
     * @param counts what it cost
     */
    public synchronized void onWire(String endpoint, CallCounts counts) {
        endpoints.merge(endpoint, counts, CallCounts::plus);
        total = total.plus(counts);
    }

    /**
     * Counts a call that a batch carried: the total gains what it was charged, but no request and no bytes.
     *
     * @param endpoint its method and path, without ids
     * @param counts what it cost
     */
    public synchronized void inBatch(String endpoint, CallCounts counts) {
        endpoints.merge(endpoint, counts, CallCounts::plus);
        total = total.plus(new CallCounts(0, counts.resourceUnits(), 0, counts.throttled(), counts.retried()));
    }

    /**
     * The counts so far.
     *
     * @return a copy
     */
    public synchronized ServiceTraffic snapshot() {
        return new ServiceTraffic(total, endpoints);
    }
}
