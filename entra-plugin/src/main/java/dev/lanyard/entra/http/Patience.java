package dev.lanyard.entra.http;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long the host still lets this connector work, and the only way to wait in it.
 *
 * <p>Every wait ends at once when the host cancels or the connector is closed, and at the host's deadline. Safe for use
 * by many threads.
 */
public final class Patience implements AutoCloseable {

    private final HostServices host;
    private final Passage passage;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final Cancellation.Registration registration;
    private volatile boolean closed;

    /** How time passes while this connector waits. */
    public interface Passage {

        /**
         * Lets time pass.
         *
         * @param ended opens when the wait is to be cut short
         * @param atMost how long to wait
         * @return whether the wait was cut short
         * @throws InterruptedException if the thread is interrupted meanwhile
         */
        boolean await(CountDownLatch ended, Duration atMost) throws InterruptedException;
    }

    /**
     * Listens to the host from now on.
     *
     * @param host says when to stop, and hears about waits
     */
    @Inject
    public Patience(HostServices host) {
        this(host, (ended, atMost) -> ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Listens to the host from now on, where time does not pass by itself.
     *
     * @param host says when to stop, and hears about waits
     * @param passage how time passes
     */
    public Patience(HostServices host, Passage passage) {
        this.host = host;
        this.passage = passage;
        this.registration = host.cancellation().onCancel(this::end);
    }

    /**
     * Runs an action when the host cancels or the connector is closed.
     *
     * @param action short, and harmless to run twice
     */
    void onEnd(Runnable action) {
        actions.add(action);
        if (ended.getCount() == 0) {
            action.run();
        }
    }

    private void end() {
        ended.countDown();
        actions.forEach(Runnable::run);
    }

    /**
     * Makes sure that work may go on.
     *
     * @throws ConnectorException of kind {@code CANCELLED} if it may not
     */
    public void check() {
        if (closed) {
            throw cancelled("the connector was closed while it worked");
        }
        if (host.cancellation().isCancelled()) {
            throw cancelled("the host cancelled");
        }
        if (remaining().filter(left -> left.isNegative() || left.isZero()).isPresent()) {
            throw cancelled("the host's deadline has passed");
        }
    }

    /**
     * The time until the host's deadline.
     *
     * @return not positive if it has passed; empty if there is none
     */
    public Optional<Duration> remaining() {
        return host.cancellation()
                .deadline()
                .map(deadline -> Duration.between(host.clock().instant(), deadline));
    }

    /**
     * Waits, after telling the host why.
     *
     * @param howLong how long
     * @param reason why, in words for a person
     * @throws ConnectorException of kind {@code CANCELLED} if the wait was cut short
     */
    public void pause(Duration howLong, String reason) {
        check();
        host.progress().waiting(reason, howLong);
        Duration allowed =
                remaining().filter(left -> left.compareTo(howLong) < 0).orElse(howLong);
        awaitEnd(allowed);
        check();
    }

    private void awaitEnd(Duration atMost) {
        try {
            if (passage.await(ended, atMost)) {
                check();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw cancelled("the thread was interrupted");
        }
    }

    /** Ends every wait, now and later. */
    @Override
    public void close() {
        closed = true;
        registration.close();
        end();
    }

    private static ConnectorException cancelled(String why) {
        return ConnectorException.of(ErrorKind.CANCELLED, why, "call again when there is time for it")
                .build();
    }
}
