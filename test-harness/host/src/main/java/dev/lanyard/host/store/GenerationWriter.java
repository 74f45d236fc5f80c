package dev.lanyard.host.store;

import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiPredicate;

/**
 * A generation that is being read.
 *
 * <p>A page's records and the cursor after it are committed in one transaction: whenever the process dies, the next one
 * goes on behind the last page that was committed. Safe for use by many threads, which take turns.
 */
public final class GenerationWriter implements AutoCloseable {

    private final Path file;
    private final Connection connection;
    private final long generation;
    private final boolean changes;
    private final KeyDictionary keys;
    private final RecordWriter records;

    GenerationWriter(Path file, Connection connection, long generation) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
        this.keys = new KeyDictionary(connection);
        this.changes = Generations.base(connection, generation).isPresent();
        this.records = new RecordWriter(connection, generation, changes, keys);
        connection.commit();
    }

    /**
     * How far each partition has been read, those of taken-over streams included.
     *
     * @return the partitions in the order in which they were planned
     */
    public synchronized List<PartitionReading> readings() {
        return answer(() -> Sources.readings(connection, generation));
    }

    /**
     * Commits a page and the position after it.
     *
     * @param partition where the page comes from
     * @param page the page
     * @param asked when it was asked for: it holds whatever happened before
     * @param effort what it has yielded and cost
     * @throws StoreException if it cannot be written; then nothing of it is
     */
    public synchronized void commit(SyncPartition partition, SyncPage page, Instant asked, Effort effort) {
        inTransaction(() -> {
            long source = Sources.number(connection, partition);
            for (SyncRecord record : page.records()) {
                records.apply(record, source, Micros.of(asked));
            }
            note(source, page);
            String cursor = "";
            if (page.next() instanceof NextStep.More more) {
                cursor = more.cursor().value();
            } else if (page.next() instanceof NextStep.Done done) {
                keep(source, done.checkpoint());
            }
            Sources.advance(connection, generation, source, cursor, cursor.isEmpty(), effort);
        });
    }

    /**
     * Begins a partition anew, and takes out everything that it has yielded so far.
     *
     * @param partition which
     */
    public synchronized void restart(SyncPartition partition) {
        inTransaction(() -> Sources.restart(connection, generation, Sources.number(connection, partition)));
    }

    /**
     * Tells whether this generation holds changes only.
     *
     * @return false if it is whole by itself
     */
    public boolean isOfChanges() {
        return changes;
    }

    /**
     * Makes readers see this generation, or the current one with its changes, if that is not refused; otherwise keeps
     * it aside until someone accepts it.
     *
     * @param now the time of the end
     * @param guard looks at what readers see and at what they would see, both as numbers by kind, and answers whether
     *     to go on
     * @return whether readers see it
     */
    public synchronized boolean publish(
            Instant now, BiPredicate<SortedMap<String, Long>, SortedMap<String, Long>> guard) {
        boolean[] published = {false};
        inTransaction(() -> {
            Savepoint untouched = connection.setSavepoint();
            ToldRecords told = new ToldRecords(connection);
            told.lift();
            Optional<Long> current = Generations.find(connection, GenerationState.CURRENT);
            SortedMap<String, Long> before = KindCounts.of(connection, current.orElse(-1L));
            finish(now);
            Generations.publish(connection, GenerationState.BUILDING);
            long visible = Generations.find(connection, GenerationState.CURRENT).orElseThrow();
            published[0] = guard.test(before, KindCounts.of(connection, visible));
            if (!published[0]) {
                connection.rollback(untouched);
                finish(now);
                Generations.hold(connection);
            } else {
                told.lay();
            }
            connection.releaseSavepoint(untouched);
        });
        return published[0];
    }

    /**
     * Counts what a stream has yielded to this generation.
     *
     * @param stream the id of the stream
     * @return the figures, for the same thread, as long as this writer is open
     */
    public synchronized StreamSize size(String stream) {
        return new StoredSize(file, connection, generation, stream);
    }

    /**
     * Gives up what has been read of a stream, which is then to be read whole.
     *
     * @param stream the id of the stream
     * @param partitions what will be read instead
     */
    public synchronized void replan(String stream, List<SyncPartition> partitions) {
        inTransaction(() -> {
            for (PartitionReading reading : Sources.readings(connection, generation)) {
                if (reading.partition().stream().equals(stream)) {
                    Sources.forget(connection, generation, Sources.number(connection, reading.partition()));
                }
            }
            for (SyncPartition partition : partitions) {
                Sources.plan(connection, generation, partition);
            }
        });
    }

    /**
     * What was left out and what a person should know, over all pages so far.
     *
     * @return the findings
     */
    public synchronized ReadingReport report() {
        return answer(() -> ReadingReport.of(connection, generation));
    }

    private void note(long source, SyncPage page) throws SQLException {
        for (SkippedRow row : page.skipped()) {
            Sql.update(
                    connection,
                    "INSERT INTO skipped_row (generation, source, subject, reason, detail) VALUES (?, ?, ?, ?, ?)",
                    generation,
                    source,
                    row.subject(),
                    row.reason(),
                    row.detail());
        }
        for (Notice notice : page.notices()) {
            Sql.update(
                    connection,
                    "INSERT OR REPLACE INTO notice (generation, source, code, message, remedy) VALUES (?, ?, ?, ?, ?)",
                    generation,
                    source,
                    notice.code(),
                    notice.message(),
                    notice.remedy());
        }
    }

    private void keep(long source, Optional<Checkpoint> left) throws SQLException {
        if (left.isPresent()) {
            Checkpoint checkpoint = left.get();
            Sql.update(
                    connection,
                    "INSERT OR REPLACE INTO checkpoint (generation, source, stream, shard, value)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    generation,
                    source,
                    checkpoint.stream(),
                    checkpoint.shard(),
                    checkpoint.value());
        }
    }

    private void finish(Instant now) throws SQLException {
        Sql.update(connection, "UPDATE generation SET finished_at = ? WHERE id = ?", now.toEpochMilli(), generation);
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) {
        boolean done = false;
        try {
            Attempt.orRollBack(file, connection, () -> {
                Database.beginToWrite(connection);
                work.run();
                connection.commit();
                return generation;
            });
            done = true;
        } finally {
            if (!done) {
                keys.forget();
            }
        }
    }

    private <T> T answer(Attempt<T> question) {
        return Attempt.orRollBack(file, connection, () -> {
            T answer = question.run();
            // Ends the reading transaction, so that it does not keep the log from being emptied.
            connection.commit();
            return answer;
        });
    }

    @Override
    public synchronized void close() {
        try {
            records.close();
            keys.close();
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }
}
