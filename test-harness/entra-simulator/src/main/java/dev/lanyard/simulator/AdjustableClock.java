package dev.lanyard.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The simulator's clock: the system's, which can be set forward so that tokens and links grow old. */
public final class AdjustableClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    AdjustableClock() {}

    /** Sets the clock forward. */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock must not be set back");
        }
        ahead = ahead.plus(duration);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }
}
