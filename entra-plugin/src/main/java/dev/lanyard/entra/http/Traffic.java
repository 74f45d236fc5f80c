package dev.lanyard.entra.http;

import dev.lanyard.spi.traffic.ServiceTraffic;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** What the calls of a connector have cost, by the service called. Safe for use by many threads. */
public final class Traffic {

    private final Map<String, TrafficCounters> services = new TreeMap<>();

    @Inject
    Traffic() {}

    /**
     * The counters of a service, which is told of from now on.
     *
     * @param service its name, for example {@code graph}
     * @return the same counters every time
     */
    public synchronized TrafficCounters of(String service) {
        return services.computeIfAbsent(service, name -> new TrafficCounters());
    }

    /**
     * The counts so far.
     *
     * @return a copy, by the name of the service
     */
    public synchronized Map<String, ServiceTraffic> snapshot() {
        Map<String, ServiceTraffic> counts = new TreeMap<>();
        services.forEach((service, counters) -> counts.put(service, counters.snapshot()));
        return counts;
    }
}
