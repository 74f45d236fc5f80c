package dev.lanyard.entra.graph;

import dev.lanyard.entra.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Graph answered to one request, by itself or within a batch.
 *
 * @param status the HTTP status
 * @param headers one value for each name, whatever its case
 * @param body the whole body, possibly empty
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.putAll(headers);
        return names;
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean throttled() {
        return status == 429;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** How long the service wants to be left alone, in seconds or as a date. */
    Optional<Duration> retryAfter(Instant now) {
        return header("Retry-After").flatMap(text -> RetryAfter.read(text, now));
    }

    /**
     * The resource units that this answer was charged: what it says, where it says so, otherwise the estimate.
     *
     * <p>Only successes say it. Refused calls are charged as well, but not those that Graph refused before it looked at
     * the call: without a good token, while it was down, or throttled by something in front of it (which names no
     * scope).
     */
    long charged(long estimate) {
        boolean refusedEarly = status >= 500
                || status == 401
                || (throttled() && header("x-ms-throttle-scope").isEmpty());
        return header("x-ms-resource-unit").flatMap(Answer::whole).orElse(refusedEarly ? 0 : estimate);
    }

    private static Optional<Long> whole(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** How much of its limit the application has used, from 0.8 on; 1 is all of it. */
    Optional<Double> usedShareOfLimit() {
        return header("x-ms-throttle-limit-percentage").flatMap(text -> {
            try {
                return Optional.of(Double.parseDouble(text.strip()));
            } catch (NumberFormatException unreadable) {
                return Optional.empty();
            }
        });
    }
}
