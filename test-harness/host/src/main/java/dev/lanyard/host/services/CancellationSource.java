package dev.lanyard.host.services;

import dev.lanyard.spi.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cancellation that the host can pull. Safe for use by many threads.
 *
 * <p>It does not pull itself at the deadline: a connector compares that with the clock it was lent.
 */
public final class CancellationSource implements Cancellation {

    private static final Logger LOG = LoggerFactory.getLogger(CancellationSource.class);

    private final @Nullable Instant deadline;
    private final Map<Object, Runnable> actions = new LinkedHashMap<>();
    private boolean cancelled;

    /** A cancellation without deadline. */
    public CancellationSource() {
        this.deadline = null;
    }

    /**
     * A cancellation with a deadline.
     *
     * @param deadline when the host stops waiting, on the clock that it lends
     */
    public CancellationSource(Instant deadline) {
        this.deadline = deadline;
    }

    /**
     * Cancels for good, and runs what was registered, in order, on this thread. An action that throws is logged and
     * keeps no other from running. Cancelling twice is harmless.
     */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            cancelled = true;
            waiting = new ArrayList<>(actions.values());
            actions.clear();
        }
        waiting.forEach(CancellationSource::run);
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    @Override
    public Registration onCancel(Runnable action) {
        Object ticket = new Object();
        synchronized (this) {
            if (!cancelled) {
                actions.put(ticket, action);
                return () -> forget(ticket);
            }
        }
        run(action);
        return () -> {};
    }

    private synchronized void forget(Object ticket) {
        actions.remove(ticket);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException broken) {
            LOG.warn("what should run on cancelling failed", broken);
        }
    }
}
