package dev.lanyard.entra.http;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Duration;
import java.util.Optional;

/** Trouble that may be over when the same request is sent again; {@link Retries} decides how often that is tried. */
public final class PassingTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** So that a person who mistyped an address learns it quickly. */
    private static final int SELDOM = 2;

    private final ConnectorException failure;
    private final int repeats;
    private final boolean unsent;

    private PassingTrouble(ConnectorException failure, int repeats, boolean unsent) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.repeats = repeats;
        this.unsent = unsent;
    }

    /**
     * Trouble that often passes: worth every attempt there is.
     *
     * @param failure what to tell the host if it does not pass; its {@code retryAfter} says how long the service wants
     *     to be left alone
     * @return the trouble
     */
    public static PassingTrouble of(ConnectorException failure) {
        return new PassingTrouble(failure, Integer.MAX_VALUE, false);
    }

    /**
     * Trouble that seldom passes soon, such as a host that cannot be reached: two more attempts, so that a person who
     * mistyped an address learns it quickly.
     *
     * @param failure what to tell the host if it does not pass
     * @return the trouble
     */
    public static PassingTrouble stubborn(ConnectorException failure) {
        return new PassingTrouble(failure, SELDOM, false);
    }

    /**
     * Trouble that seldom passes soon, and that came before anything was sent.
     *
     * @param failure what to tell the host if it does not pass
     * @return the trouble
     */
    public static PassingTrouble unsent(ConnectorException failure) {
        return new PassingTrouble(failure, SELDOM, true);
    }

    /**
     * Whether the service may have done what it was asked: a throttled request was not carried out.
     *
     * @return false if it certainly has not
     */
    public boolean mayHaveBeenDone() {
        return !unsent && failure.kind() != ErrorKind.THROTTLED;
    }

    /**
     * What to tell the host if the trouble does not pass.
     *
     * @return the error
     */
    public ConnectorException failure() {
        return failure;
    }

    int repeats() {
        return repeats;
    }

    Optional<Duration> askedWait() {
        return failure.retryAfter();
    }
}
