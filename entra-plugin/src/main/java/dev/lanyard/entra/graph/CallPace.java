package dev.lanyard.entra.graph;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the calls to one part of Graph within its {@link SeparateLimit}. Safe for use by many threads. */
final class CallPace {

    private static final Duration NOTICEABLE = Duration.ofMillis(1);

    private final ResourceBudget.Pause pause;
    private final TimeMeter time;
    private final Bucket bucket;
    private final String reason;
    private final AtomicLong closedUntil;

    CallPace(SeparateLimit limit, ResourceBudget.Pause pause, TimeMeter time) {
        this.pause = pause;
        this.time = time;
        this.reason = "keeping below Microsoft Graph's limit of calls: "
                + limit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        this.closedUntil = new AtomicLong(time.currentTimeNanos());
        this.bucket = Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.atOnce()).refillGreedy(1, limit.oneMore()))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Waits for a turn. */
    void take() {
        Duration closed = Duration.ofNanos(closedUntil.get() - time.currentTimeNanos());
        Duration turn = Duration.ofNanos(bucket.consumeIgnoringRateLimits(1));
        Duration wait = closed.compareTo(turn) > 0 ? closed : turn;
        if (wait.compareTo(NOTICEABLE) > 0) {
            pause.pause(wait, reason);
        }
    }

    /** Lets nobody call for a while. */
    void throttled(Duration retryAfter) {
        long until = time.currentTimeNanos() + retryAfter.toNanos();
        closedUntil.accumulateAndGet(until, (known, proposed) -> proposed - known > 0 ? proposed : known);
    }
}
