package dev.lanyard.entra.graph;

import dev.lanyard.spi.traffic.CallCounts;
import dev.lanyard.spi.traffic.ServiceTraffic;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** Counts every attempt to call Graph, by endpoint and in total. Safe for use by many threads. */
public final class TrafficCounters {

    private final Map<String, CallCounts> endpoints = new TreeMap<>();
    private CallCounts total = CallCounts.NONE;

    @Inject
    TrafficCounters() {}

    /** Counts a request that went over the wire by itself. */
    synchronized void onWire(Endpoint endpoint, CallCounts counts) {
        endpoints.merge(endpoint.name(), counts, CallCounts::plus);
        total = total.plus(counts);
    }

    /** Counts a call that a batch carried: the total gains what it was charged, but no request and no bytes. */
    synchronized void inBatch(Endpoint endpoint, CallCounts counts) {
        endpoints.merge(endpoint.name(), counts, CallCounts::plus);
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
