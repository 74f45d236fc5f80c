package dev.lanyard.host.store;

import dev.lanyard.spi.sync.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Moves generations through their states; each method within a transaction that its caller commits. */
final class Generations {

    private Generations() {}

    static Optional<Long> find(Connection connection, GenerationState state) throws SQLException {
        return Sql.first(
                connection, "SELECT id FROM generation WHERE state = ?", row -> row.getLong(1), state.stored());
    }

    static Optional<RunIdentity> identity(Connection connection, GenerationState state) throws SQLException {
        return Sql.first(
                connection,
                "SELECT connector, connector_version, fingerprint, streams FROM generation WHERE state = ?",
                row -> new RunIdentity(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        RunIdentity.parseStreams(row.getString(4))),
                state.stored());
    }

    /** The streams that readers see, also those that an earlier run read. */
    static Set<String> currentStreams(Connection connection) throws SQLException {
        return new TreeSet<>(Sql.list(
                connection,
                "SELECT DISTINCT stream FROM generation JOIN reading ON reading.generation = generation.id"
                        + " JOIN source ON source.id = reading.source WHERE generation.state = ?",
                row -> row.getString(1),
                GenerationState.CURRENT.stored()));
    }

    static Optional<Long> unfinished(Connection connection, RunIdentity run, Instant notBefore) throws SQLException {
        return Sql.first(
                connection,
                "SELECT id FROM generation WHERE state = ? AND connector = ? AND connector_version = ?"
                        + " AND fingerprint = ? AND streams = ? AND started_at >= ?"
                        + " AND (base IS NULL OR base = (SELECT id FROM generation WHERE state = 'current'))",
                row -> row.getLong(1),
                GenerationState.BUILDING.stored(),
                run.connector(),
                run.version(),
                run.fingerprint(),
                run.streamsText(),
                notBefore.toEpochMilli());
    }

    /** Starts a new generation: of everything, or of the changes since a base. */
    static long begin(Connection connection, RunIdentity run, Instant now, Optional<Long> base) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO generation (state, connector, connector_version, fingerprint, streams, started_at,"
                        + " read_whole_at, base) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                GenerationState.BUILDING.stored(),
                run.connector(),
                run.version(),
                run.fingerprint(),
                run.streamsText(),
                now.toEpochMilli(),
                now.toEpochMilli(),
                base.orElse(null));
        return find(connection, GenerationState.BUILDING).orElseThrow();
    }

    /** Lets readers see a whole generation instead of the current one. */
    static void publish(Connection connection, GenerationState from) throws SQLException {
        long next = find(connection, from).orElseThrow();
        if (from == GenerationState.BUILDING) {
            // What was held back before is older than what is published now.
            retire(connection, GenerationState.HELD);
        }
        Optional<Long> base = base(connection, next);
        if (base.isPresent()) {
            new ToldRecords(connection).giveWayTo(next);
            LatestChanges changes = LatestChanges.watch(connection, base.get());
            new ChangeApplier(connection, next, base.get()).apply();
            changes.keep(base.get());
            retire(connection, from);
            return;
        }
        LatestChanges.compare(connection, find(connection, GenerationState.CURRENT), next)
                .keep(next);
        retire(connection, GenerationState.CURRENT);
        move(connection, from, GenerationState.CURRENT);
    }

    /** Keeps a whole generation aside. */
    static void hold(Connection connection) throws SQLException {
        retire(connection, GenerationState.HELD);
        move(connection, GenerationState.BUILDING, GenerationState.HELD);
    }

    /** The generation to which one of changes is to be applied. */
    static Optional<Long> base(Connection connection, long generation) throws SQLException {
        return Sql.first(
                connection,
                "SELECT base FROM generation WHERE id = ? AND base IS NOT NULL",
                row -> row.getLong(1),
                generation);
    }

    /** Whether a generation in this state is whole by itself, or holds changes of the one that is current. */
    static boolean isApplicable(Connection connection, GenerationState state) throws SQLException {
        Optional<Long> base = base(connection, find(connection, state).orElse(-1L));
        return base.isEmpty() || base.equals(find(connection, GenerationState.CURRENT));
    }

    /** What the current generation can be brought up to date from. */
    static List<Checkpoint> checkpoints(Connection connection, Set<String> streams) throws SQLException {
        return Sql.list(
                        connection,
                        "SELECT stream, shard, value FROM checkpoint WHERE generation ="
                                + " (SELECT id FROM generation WHERE state = ?) ORDER BY stream, shard",
                        row -> new Checkpoint(row.getString(1), row.getString(2), row.getString(3)),
                        GenerationState.CURRENT.stored())
                .stream()
                .filter(checkpoint -> streams.contains(checkpoint.stream()))
                .toList();
    }

    /** When the current generation, or the oldest part of it, was read whole. */
    static Optional<Instant> readWholeAt(Connection connection) throws SQLException {
        return Sql.first(
                connection,
                "SELECT read_whole_at FROM generation WHERE state = ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                GenerationState.CURRENT.stored());
    }

    static void retire(Connection connection, GenerationState from) throws SQLException {
        move(connection, from, GenerationState.RETIRED);
    }

    private static void move(Connection connection, GenerationState from, GenerationState to) throws SQLException {
        Sql.update(connection, "UPDATE generation SET state = ? WHERE state = ?", to.stored(), from.stored());
    }
}
