package dev.lanyard.spi.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls to one service.
 *
 * <p>Where a service takes several calls in one request, {@code total} counts the request once and the units of all
 * that it carried, while each carried call stands under its own endpoint too: the endpoints need not add up to the
 * total.
 *
 * @param total what went over the wire
 * @param endpoints counts by method and path, ids replaced by {@code {id}}, for example {@code GET /users/{id}}; sorted
 */
public record ServiceTraffic(CallCounts total, Map<String, CallCounts> endpoints) {

    /** Keeps a sorted copy of the endpoints. */
    public ServiceTraffic {
        endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
    }
}
