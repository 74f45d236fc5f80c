package dev.lanyard.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * The platform's way to say that it no longer waits.
 *
 * <p>Once cancelled, always cancelled. A connector ends a call under way within a second or two, and refuses further
 * ones, with a {@code CANCELLED} error. Safe for use by many threads.
 */
public interface Cancellation {

    /**
     * Whether the platform has cancelled. A deadline that has passed does not count here.
     *
     * @return true once cancelled
     */
    boolean isCancelled();

    /**
     * When the platform stops waiting by itself.
     *
     * @return the deadline on the host's clock, or empty if there is none
     */
    Optional<Instant> deadline();

    /**
     * Runs an action as soon as the platform cancels; at once if it has. The action must be short and must not throw.
     *
     * @param action what to run, on whichever thread cancels
     * @return a handle that forgets the action; closing it twice is harmless
     */
    Registration onCancel(Runnable action);

    /** Forgets an action that was registered with {@link #onCancel}. */
    interface Registration extends AutoCloseable {
        /** Never throws. */
        @Override
        void close();
    }
}
