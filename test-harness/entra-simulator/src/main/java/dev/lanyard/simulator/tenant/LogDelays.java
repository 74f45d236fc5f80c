package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the entries of a log take to be told: all of them at least so long, and some of them longer, so that they
 * appear among entries that have been told before. Which ones follows from their ids alone.
 *
 * @param all how long every entry takes
 * @param share which share of the entries takes longer, from 0 to 1
 * @param most how much longer these take at the most
 */
record LogDelays(Duration all, double share, Duration most) {

    static final LogDelays NONE = new LogDelays(Duration.ZERO, 0, Duration.ZERO);

    LogDelays {
        if (all.isNegative() || most.isNegative()) {
            throw new IllegalArgumentException("audit lag must not be negative");
        }
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
        }
    }

    LogDelays withAll(Duration lag) {
        return new LogDelays(lag, share, most);
    }

    LogDelays withSome(double late, Duration atMost) {
        return new LogDelays(all, late, atMost);
    }

    /** Whether an entry is told at a time. */
    boolean tells(String id, Instant at, Instant now) {
        return !at.plus(all).plus(more(id)).isAfter(now);
    }

    private Duration more(String id) {
        int first = Math.floorMod(id.hashCode() * 31, 1_000);
        if (first >= share * 1_000) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(most.toMillis() * Math.floorMod(id.hashCode() * 17 + 5, 1_000) / 1_000);
    }
}
