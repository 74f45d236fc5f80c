package dev.lanyard.entra.testing;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.ProgressListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that can be told to cancel, and remembers the waits that it heard of. */
public final class TestHost implements HostServices, Cancellation {

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final MemoryVault vault = new MemoryVault();
    private final Clock clock;
    private volatile boolean cancelled;
    private volatile boolean impatient;
    private volatile Optional<Instant> deadline = Optional.empty();

    /** A host whose clock is right. */
    public TestHost() {
        this(Clock.systemUTC());
    }

    /** A host with a clock of one's choice. */
    public TestHost(Clock clock) {
        this.clock = clock;
    }

    /** Cancels for good. */
    public void cancel() {
        cancelled = true;
        actions.forEach(Runnable::run);
    }

    /** Cancels as soon as the connector waits. */
    public void cancelAtTheFirstWait() {
        impatient = true;
    }

    /** Sets a deadline from now. */
    public void allow(Duration time) {
        deadline = Optional.of(clock().instant().plus(time));
    }

    /** Why the connector said that it waits, and how long. */
    public List<String> waits() {
        return List.copyOf(waits);
    }

    /** How many listen for the cancellation. */
    public int listeners() {
        return actions.size();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public MemoryVault vault() {
        return vault;
    }

    @Override
    public Cancellation cancellation() {
        return this;
    }

    @Override
    public ProgressListener progress() {
        return (reason, howLong) -> {
            waits.add(howLong.toSeconds() + " s: " + reason);
            if (impatient) {
                cancel();
            }
        };
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Optional<Instant> deadline() {
        return deadline;
    }

    @Override
    public Registration onCancel(Runnable action) {
        actions.add(action);
        if (cancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }
}
