package dev.lanyard.entra.http;

import dev.lanyard.spi.error.ConnectorException;
import java.time.Duration;
import java.util.Optional;

/** Trouble that may be over when the same request is sent again; {@link Retries} decides how often that is tried. */
public final class PassingTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ConnectorException failure;

    /**
     * Wraps what to tell the host if the trouble does not pass.
     *
     * @param failure the error; its {@code retryAfter} says how long the service wants to be left alone
     */
    public PassingTrouble(ConnectorException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /**
     * What to tell the host if the trouble does not pass.
     *
     * @return the error
     */
    public ConnectorException failure() {
        return failure;
    }

    Optional<Duration> askedWait() {
        return failure.retryAfter();
    }
}
