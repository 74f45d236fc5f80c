package dev.lanyard.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The simulator's clock: the system's, which can be set forward so that tokens and links grow old, and stopped so that
 * what is measured on it does not depend on how fast the machine is. Safe for use by many threads.
 */
public final class AdjustableClock implements InstantSource {

    private InstantSource running = InstantSource.system();
    private Duration ahead = Duration.ZERO;

    AdjustableClock() {}

    /** Sets the clock forward. */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock must not be set back");
        }
        ahead = ahead.plus(duration);
    }

    /** Stops the clock: from now on only {@link #advance} moves it. */
    public synchronized void stop() {
        running = InstantSource.fixed(running.instant());
    }

    @Override
    public synchronized Instant instant() {
        return running.instant().plus(ahead);
    }
}
