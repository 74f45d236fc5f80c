package dev.lanyard.spi;

import java.time.Duration;

/** Hears why a call takes long. Called from whichever thread works; must return quickly and must not throw. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * The connector is about to wait before it goes on.
     *
     * @param reason why, in words for a person, without secrets
     * @param howLong how long it expects to wait
     */
    void waiting(String reason, Duration howLong);
}
