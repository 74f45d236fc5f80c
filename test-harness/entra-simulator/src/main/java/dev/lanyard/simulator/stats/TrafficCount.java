package dev.lanyard.simulator.stats;

/**
 * How much traffic there was.
 *
 * @param requests how many requests arrived
 * @param resourceUnits what they were charged
 * @param bytes bytes of response body, before any compression
 * @param throttled how many were answered 429
 */
public record TrafficCount(long requests, long resourceUnits, long bytes, long throttled) {

    static final TrafficCount NONE = new TrafficCount(0, 0, 0, 0);

    TrafficCount plus(TrafficCount more) {
        return new TrafficCount(
                requests + more.requests,
                resourceUnits + more.resourceUnits,
                bytes + more.bytes,
                throttled + more.throttled);
    }
}
