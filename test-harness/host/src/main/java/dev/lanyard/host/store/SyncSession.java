package dev.lanyard.host.store;

import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.SyncPartition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a store: one at a time, until closed or until the process dies.
 *
 * <p>The store's file is opened when it exists, and created by {@link #begin}. For one thread; the
 * {@link GenerationWriter} that it hands out is for many.
 */
public final class SyncSession implements AutoCloseable {

    private final Path file;
    private final StoreLock lock;
    private @Nullable Connection connection;
    private String salt = "";

    private SyncSession(Path file, StoreLock lock) {
        this.file = file;
        this.lock = lock;
    }

    static SyncSession open(Path file) {
        SyncSession session = new SyncSession(file, StoreLock.acquire(file));
        try {
            if (Database.exists(file)) {
                session.connect();
            } else {
                session.salt = StoreSalt.make();
            }
            return session;
        } catch (SQLException e) {
            session.close();
            throw StoreException.of(file, e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Makes a fingerprint of settings, from which they cannot be read back.
     *
     * @param settings names and values, without secrets
     * @return a salted hash, the same for the same settings in this store only
     */
    public String fingerprint(Map<String, String> settings) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(settings).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return StoreSalt.fingerprint(salt, parts);
    }

    /**
     * Refuses a run that would mix two systems in one store.
     *
     * @param run what is to be run
     * @throws StoreException if the store holds what another connector read, or if only some of its streams are to be
     *     read and the settings have changed
     */
    public void requireFits(RunIdentity run) {
        attempt(open -> {
            Optional<RunIdentity> current = Generations.identity(open, GenerationState.CURRENT);
            if (current.isEmpty()) {
                return;
            }
            if (!current.get().connector().equals(run.connector())) {
                throw new StoreException(
                        "the store " + file + " holds what the connector '"
                                + current.get().connector() + "' read, not '" + run.connector() + "'",
                        "name another store for this connector");
            }
            boolean keepsOthers = !run.streams().containsAll(Generations.currentStreams(open));
            if (keepsOthers && !current.get().fingerprint().equals(run.fingerprint())) {
                throw new StoreException(
                        "the settings have changed since the store " + file
                                + " was filled, so that new and old streams would not fit together",
                        "sync all streams at once, or name another store");
            }
        });
    }

    /**
     * Goes on with a run that was not completed.
     *
     * @param run what is to be run
     * @param notBefore the earliest start that is still of use
     * @return the unfinished generation, or empty if there is none of this identity
     */
    public Optional<GenerationWriter> resume(RunIdentity run, Instant notBefore) {
        Connection open = connection;
        if (open == null) {
            return Optional.empty();
        }
        return Attempt.orRollBack(file, open, () -> {
            Optional<Long> generation = Generations.unfinished(open, run, notBefore);
            open.commit();
            return generation.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new GenerationWriter(file, open, generation.get()));
        });
    }

    /**
     * Starts a new generation of everything, and gives up an unfinished one. What the last complete generation holds of
     * streams that are not read now is taken over.
     *
     * @param run what is to be run
     * @param partitions what will be read
     * @param now the time of the start
     * @return the new generation
     */
    public GenerationWriter begin(RunIdentity run, List<SyncPartition> partitions, Instant now) {
        return begin(run, partitions, now, false);
    }

    /**
     * Starts a generation of changes, and gives up an unfinished one. Publishing it applies the changes to the
     * generation that is current now.
     *
     * @param run what is to be run
     * @param partitions what will be read; those that are not incremental replace what their shard has yielded before
     * @param now the time of the start
     * @return the new generation
     */
    public GenerationWriter beginChanges(RunIdentity run, List<SyncPartition> partitions, Instant now) {
        return begin(run, partitions, now, true);
    }

    private GenerationWriter begin(RunIdentity run, List<SyncPartition> partitions, Instant now, boolean changes) {
        Connection open = Attempt.of(file, () -> connection == null ? connect() : connection);
        return Attempt.orRollBack(file, open, () -> {
            Database.beginToWrite(open);
            Generations.retire(open, GenerationState.BUILDING);
            open.commit();
            GenerationContent.discardRetired(open);
            Database.beginToWrite(open);
            Optional<Long> base = changes ? Generations.find(open, GenerationState.CURRENT) : Optional.empty();
            long generation = Generations.begin(open, run, now, base);
            for (SyncPartition partition : partitions) {
                Sources.plan(open, generation, partition);
            }
            if (!changes) {
                ToldRecords told = new ToldRecords(open);
                told.lift();
                GenerationContent.takeOverOtherStreams(open, generation);
                told.lay();
            }
            open.commit();
            return new GenerationWriter(file, open, generation);
        });
    }

    /**
     * Tells from where changes can be read.
     *
     * @param run what is to be run
     * @return the checkpoints of its streams; empty if readers see nothing, or what another version or other settings
     *     have read
     */
    public List<Checkpoint> checkpoints(RunIdentity run) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        attempt(open -> {
            boolean same = Generations.identity(open, GenerationState.CURRENT)
                    .filter(current -> current.connector().equals(run.connector())
                            && current.version().equals(run.version())
                            && current.fingerprint().equals(run.fingerprint()))
                    .isPresent();
            if (same) {
                checkpoints.addAll(Generations.checkpoints(open, run.streams()));
            }
        });
        return checkpoints;
    }

    /**
     * Tells when readers' data was last read whole, and not only brought up to date.
     *
     * @return the start of that sync, or empty if readers see nothing
     */
    public Optional<Instant> readWholeAt() {
        List<Instant> answer = new ArrayList<>();
        attempt(open -> Generations.readWholeAt(open).ifPresent(answer::add));
        return answer.stream().findFirst();
    }

    /**
     * Makes the generation that was held back the one that readers see.
     *
     * @param run which run held it back
     * @return whether there was one of this identity
     */
    public boolean publishHeld(RunIdentity run) {
        boolean[] published = {false};
        attempt(open -> {
            published[0] = Generations.identity(open, GenerationState.HELD)
                            .filter(run::equals)
                            .isPresent()
                    && Generations.isApplicable(open, GenerationState.HELD);
            if (published[0]) {
                ToldRecords told = new ToldRecords(open);
                told.lift();
                Generations.publish(open, GenerationState.HELD);
                told.lay();
            }
        });
        return published[0];
    }

    /** Deletes what no reader can see any more. Readers are not disturbed. */
    public void discardRetired() {
        attempt(GenerationContent::discardRetired);
    }

    private interface Work {
        void with(Connection open) throws SQLException;
    }

    private void attempt(Work work) {
        Connection open = connection;
        if (open != null) {
            Attempt.orRollBack(file, open, () -> {
                Database.beginToWrite(open);
                work.with(open);
                open.commit();
                return file;
            });
        }
    }

    private Connection connect() throws SQLException {
        Connection open = Database.openToWrite(file);
        connection = open;
        salt = StoreSalt.of(open, salt);
        open.commit();
        return open;
    }

    @Override
    public void close() {
        try (lock) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }
}
