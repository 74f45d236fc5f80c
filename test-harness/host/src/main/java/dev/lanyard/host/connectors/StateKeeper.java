package dev.lanyard.host.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.files.Lease;
import dev.lanyard.host.files.WriterLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads and writes the state of one connector, also while other processes do. Whatever dies in the middle, the state
 * tells it: a sync whose process is gone is not under way. Safe for use by many threads.
 */
final class StateKeeper {

    /** What can be under way; the first counts where several are. */
    private static final List<ConnectorState> ACTIVITIES = List.of(ConnectorState.SYNCING, ConnectorState.CONNECTING);

    private final String name;
    private final Path folder;
    private final Path file;
    private final Clock clock;

    StateKeeper(String name, Path folder, Clock clock) {
        this.name = name;
        this.folder = folder;
        this.file = folder.resolve("state.json");
        this.clock = clock;
    }

    void begin() {
        try {
            StateFile.initial(now()).write(file);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    Status status() {
        return locked(() -> {
            StateFile stored = StateFile.read(file);
            return new Status(condition(stored), stored.checkedAt(), stored.syncedAt());
        });
    }

    /**
     * Begins something.
     *
     * @return what holds it until it is closed, or empty if somebody else is at it
     */
    Optional<Lease> begin(ConnectorState activity) {
        return locked(() -> {
            Optional<Lease> lease = Lease.tryTake(lease(activity));
            if (lease.isPresent()) {
                // Whoever began it before has died: that it was cut off is now written down, and not only seen.
                StateFile stored = StateFile.read(file);
                settledCutOff(stored, activity)
                        .with(
                                activity,
                                new StateFile.Begun(
                                        now(), ProcessHandle.current().pid()))
                        .write(file);
            }
            return lease;
        });
    }

    private static StateFile settledCutOff(StateFile stored, ConnectorState activity) {
        Optional<Condition> cutOff = cutOff(stored, activity);
        StateFile settled = stored.withSettled(cutOff.orElse(stored.settled()));
        return activity == ConnectorState.SYNCING && cutOff.isPresent()
                ? settled.withUnread(cutOff.map(how -> new Problem(how.reason(), how.remedy())))
                : settled;
    }

    void end(ConnectorState activity, Lease lease) {
        locked(() -> {
            try (lease) {
                StateFile.read(file).without(activity).write(file);
            }
            return true;
        });
    }

    /** What to tell whoever wants to sync it, too. */
    HostException beingSynced() {
        String process =
                locked(() -> Optional.ofNullable(StateFile.read(file).begun().get(ConnectorState.SYNCING))
                        .map(begun -> ", by process " + begun.process())
                        .orElse(""));
        return new HostException(
                "the connector " + name + " is being synced already" + process,
                "wait until that has ended; 'lanyard connectors log " + name + "' tells how far it is");
    }

    /** It was tried. That makes nothing good which the last sync has not read. */
    void checked(Verdict verdict) {
        settle(
                stored ->
                        stored.unread().map(Verdict::degraded).map(verdict::or).orElse(verdict),
                stored -> stored.withCheckedAt(now()));
    }

    /**
     * It was read.
     *
     * @param verdict what is to be said of it now
     * @param reading what the sync alone says
     * @param succeeded whether readers see something new
     */
    void synced(Verdict verdict, Verdict reading, boolean succeeded) {
        Optional<Problem> unread = reading.state() == ConnectorState.DEGRADED
                ? Optional.of(new Problem(reading.reason(), reading.remedy()))
                : Optional.empty();
        settle(stored -> verdict, stored -> {
            // One that has failed changes nothing for readers.
            StateFile read = reading.state() == ConnectorState.FAILED ? stored : stored.withUnread(unread);
            return succeeded ? read.withSyncedAt(now()) : read;
        });
    }

    /** It could not be used at all. */
    void failed(Verdict verdict) {
        settle(stored -> verdict, stored -> stored);
    }

    /** Settles in a state; since when counts from its first time. */
    private void settle(Function<StateFile, Verdict> verdict, UnaryOperator<StateFile> more) {
        locked(() -> {
            StateFile stored = StateFile.read(file);
            Condition before = stored.settled();
            Verdict now = verdict.apply(stored);
            Instant since = before.state() == now.state() ? before.since() : now();
            more.apply(stored.withSettled(new Condition(now.state(), since, now.reason(), now.remedy())))
                    .write(file);
            return true;
        });
    }

    /** How it is doing because something died before it came to its end; empty if nothing did. */
    Optional<Condition> cutOff() {
        return locked(() -> cutOff(StateFile.read(file)));
    }

    private Condition condition(StateFile stored) throws IOException {
        for (ConnectorState activity : ACTIVITIES) {
            StateFile.Begun what = stored.begun().get(activity);
            if (what != null && Lease.isHeld(lease(activity))) {
                return new Condition(activity, what.since(), "process " + what.process() + " is at it", "");
            }
        }
        return cutOff(stored).orElse(stored.settled());
    }

    private Optional<Condition> cutOff(StateFile stored) throws IOException {
        for (ConnectorState activity : ACTIVITIES) {
            if (stored.begun().containsKey(activity) && !Lease.isHeld(lease(activity))) {
                return cutOff(stored, activity);
            }
        }
        return Optional.empty();
    }

    /** How it is doing if what was begun was never ended; only for what nobody holds. */
    private static Optional<Condition> cutOff(StateFile stored, ConnectorState activity) {
        return Optional.ofNullable(stored.begun().get(activity)).map(what -> {
            if (activity == ConnectorState.SYNCING) {
                return new Condition(
                        ConnectorState.DEGRADED,
                        what.since(),
                        "the sync that began then was cut off: process " + what.process() + " is gone",
                        "sync again; it goes on from there");
            }
            Condition settled = stored.settled();
            return settled.state() == ConnectorState.CONFIGURED
                    ? new Condition(
                            settled.state(),
                            settled.since(),
                            "the check that began at " + what.since() + " was cut off",
                            "check again")
                    : settled;
        });
    }

    private Path lease(ConnectorState activity) {
        return folder.resolve(activity.word() + ".lease");
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> work) {
        try {
            WriterLock lock = WriterLock.acquire(file);
            try (lock) {
                return work.run();
            }
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private HostException unusable(IOException cause) {
        return new HostException(
                "the state of the connector " + name + " in " + folder + " cannot be read or written: " + cause,
                "check the free space and the rights on that folder",
                cause);
    }
}
