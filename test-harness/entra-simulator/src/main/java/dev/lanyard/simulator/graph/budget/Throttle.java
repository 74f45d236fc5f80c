package dev.lanyard.simulator.graph.budget;

import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.ObjectType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A budget of one application in one tenant: so many resource units in ten seconds, or so many writes in 150. Calls
 * that are refused are charged, too.
 */
public final class Throttle {

    /** How many writes one application may make in {@link #WRITE_WINDOW}. */
    public static final int WRITES = 3_000;

    /** The time in which resource units are counted. */
    public static final Duration UNIT_WINDOW = Duration.ofSeconds(10);
    /** The time in which writes are counted. */
    public static final Duration WRITE_WINDOW = Duration.ofSeconds(150);

    private final Duration window;
    private final InstantSource clock;
    private Instant windowStart = Instant.MIN;
    private long used;
    private double othersShare;

    /** A budget that is fresh again after each window. */
    public Throttle(Duration window, InstantSource clock) {
        this.window = window;
        this.clock = clock;
    }

    /**
     * What a charge led to.
     *
     * @param share the used share of the budget; above 1 the call is refused
     * @param retryAfterSeconds when the budget is fresh again
     */
    public record Charge(double share, long retryAfterSeconds) {
        /** Whether the budget was spent already. */
        public boolean refused() {
            return share > 1;
        }
    }

    /** Lets another client of the same application spend a share of the budget, evenly. */
    public synchronized void setOthersShare(double share) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
        }
        othersShare = share;
    }

    /** Charges a call and says whether the budget still held. */
    public synchronized Charge charge(int units, int budget) {
        Instant now = clock.instant();
        if (windowStart.equals(Instant.MIN) || !now.isBefore(windowStart.plus(window))) {
            windowStart = start(now);
            used = 0;
        }
        used += units;
        long rest = Duration.between(now, windowStart.plus(window)).toMillis();
        double others = othersShare * (window.toMillis() - rest) / window.toMillis();
        return new Charge((double) used / budget + others, Math.max(1, (rest + 999) / 1000));
    }

    /** A period begins with a call: with this one, or, where there is another client, with one of its many. */
    private Instant start(Instant now) {
        if (othersShare == 0 || windowStart.equals(Instant.MIN)) {
            return now;
        }
        long periods = Duration.between(windowStart, now).dividedBy(window);
        return windowStart.plus(window.multipliedBy(periods));
    }

    /** Units in ten seconds, by the number of users. */
    public static int budget(Directory directory) {
        int users = directory.slots(ObjectType.USER).length;
        return users < 50 ? 3_500 : users <= 500 ? 5_000 : 8_000;
    }
}
