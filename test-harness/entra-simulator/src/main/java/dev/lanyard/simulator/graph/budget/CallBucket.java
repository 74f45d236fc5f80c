package dev.lanyard.simulator.graph.budget;

import dev.lanyard.simulator.error.GraphException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** So many calls in so much time, counted apart from resource units. */
public final class CallBucket {

    private final int calls;
    private final Duration window;
    private final InstantSource clock;
    private Instant start = Instant.MIN;
    private int used;

    /** So many calls in each window. */
    public CallBucket(int calls, Duration window, InstantSource clock) {
        this.calls = calls;
        this.window = window;
        this.clock = clock;
    }

    /**
     * Counts a call.
     *
     * @throws GraphException of status 429 if it is one too many
     */
    public synchronized void take() {
        Instant now = clock.instant();
        if (start.equals(Instant.MIN) || !now.isBefore(start.plus(window))) {
            start = now;
            used = 0;
        }
        if (++used > calls) {
            long seconds =
                    Math.max(1, (Duration.between(now, start.plus(window)).toMillis() + 999) / 1000);
            throw new GraphException(
                    429,
                    "TooManyRequests",
                    "This request is throttled. Please try again after " + seconds + " seconds.",
                    Map.of("Retry-After", String.valueOf(seconds)));
        }
    }
}
