package dev.lanyard.entra.graph;

import dev.lanyard.entra.http.Patience;
import io.github.bucket4j.Bucket;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Slows this connector down before Graph has to.
 *
 * <p>Graph's identity service lets an application spend a number of resource units in a tenant each ten seconds, by the
 * tenant's size. The size is not known beforehand, so the smallest allowance counts: 3,500 units. A bucket of them is
 * full at the start and fills up evenly; whoever finds it empty waits. Its level is corrected by what Graph says of
 * each request: the units charged, the share of the limit that is used up (which includes what other instances of the
 * application do), and 429. Safe for use by many threads.
 */
final class ResourceBudget {

    /** Source: "Microsoft Graph throttling limits", identity and access, tenants of fewer than 50 users. */
    static final long UNITS = 3_500;

    static final Duration PERIOD = Duration.ofSeconds(10);

    /** Waits below this are not worth a word to the host. */
    private static final Duration NOTICEABLE = Duration.ofMillis(1);

    private final Patience patience;
    private final long capacity;
    private final Bucket bucket;
    private final AtomicLong closedUntil = new AtomicLong(System.nanoTime());

    @Inject
    ResourceBudget(Patience patience) {
        this(patience, UNITS, PERIOD);
    }

    ResourceBudget(Patience patience, long units, Duration period) {
        this.patience = patience;
        this.capacity = units;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(units).refillGreedy(units, period))
                .build();
    }

    /** Takes units out, and waits until they would be there. */
    void take(long units) {
        Duration throttled = Duration.ofNanos(closedUntil.get() - System.nanoTime());
        if (throttled.compareTo(NOTICEABLE) > 0) {
            patience.pause(throttled, "Microsoft Graph asks to slow down");
        }
        Duration overdraft = Duration.ofNanos(bucket.consumeIgnoringRateLimits(units));
        if (overdraft.compareTo(NOTICEABLE) > 0) {
            patience.pause(overdraft, "keeping below Microsoft Graph's limit of resource units");
        }
    }

    /** Corrects an estimate by what was really charged. */
    void settle(long taken, long charged) {
        if (charged > taken) {
            bucket.consumeIgnoringRateLimits(charged - taken);
        } else if (charged < taken) {
            bucket.addTokens(taken - charged);
        }
    }

    /** Lets nobody send anything for a while: who sends on after a 429 is throttled for longer. */
    void throttled(Duration retryAfter) {
        long until = System.nanoTime() + retryAfter.toNanos();
        closedUntil.accumulateAndGet(until, (known, proposed) -> proposed - known > 0 ? proposed : known);
    }

    /** Lowers the level to what Graph says is left. */
    void used(double shareOfLimit) {
        long left = (long) (capacity * (1 - Math.min(1, shareOfLimit)));
        long surplus = bucket.getAvailableTokens() - left;
        if (surplus > 0) {
            bucket.tryConsume(surplus);
        }
    }

    long available() {
        return bucket.getAvailableTokens();
    }
}
