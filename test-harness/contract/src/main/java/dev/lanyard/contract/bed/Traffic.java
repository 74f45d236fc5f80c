package dev.lanyard.contract.bed;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests that a system has received.
 *
 * @param requests how many in all
 * @param writes how many calls asked to change something, those carried inside another request included
 * @param throttled how many of them were answered "slow down"
 * @param endpoints how many by method and path, for example {@code GET /users/{id}}; a call carried inside another
 *     request stands here under its own endpoint
 */
public record Traffic(long requests, long writes, long throttled, Map<String, Long> endpoints) {

    /** Keeps a sorted copy. */
    public Traffic {
        endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
    }
}
