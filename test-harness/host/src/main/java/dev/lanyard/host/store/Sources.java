package dev.lanyard.host.store;

import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Keeps how far each partition of a generation has been read; within a transaction of its caller's. */
final class Sources {

    private Sources() {}

    static void plan(Connection connection, long generation, SyncPartition partition) throws SQLException {
        Sql.update(
                connection,
                "INSERT OR IGNORE INTO source (stream, shard) VALUES (?, ?)",
                partition.stream(),
                partition.shard());
        Sql.update(
                connection,
                "INSERT INTO reading (generation, source, incremental, definition, read_from)"
                        + " SELECT id, ?, ?, ?, started_at * 1000 FROM generation WHERE id = ?",
                number(connection, partition),
                partition.incremental(),
                partition.definition(),
                generation);
    }

    static long number(Connection connection, SyncPartition partition) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT id FROM source WHERE stream = ? AND shard = ?",
                        row -> row.getLong(1),
                        partition.stream(),
                        partition.shard())
                .orElseThrow();
    }

    /** The partitions of a generation, in the order in which they were planned. */
    static List<PartitionReading> readings(Connection connection, long generation) throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM reading JOIN source ON source.id = reading.source WHERE generation = ? ORDER BY source",
                row -> new PartitionReading(
                        new SyncPartition(
                                row.getString("stream"),
                                row.getString("shard"),
                                row.getBoolean("incremental"),
                                row.getString("definition")),
                        new Cursor(row.getString("cursor")),
                        row.getBoolean("done"),
                        row.getInt("restarts"),
                        new Effort(
                                row.getLong("records"),
                                row.getLong("skipped"),
                                row.getLong("requests"),
                                row.getLong("resource_units"),
                                Duration.ofNanos(row.getLong("wall_nanos")),
                                Duration.ofNanos(row.getLong("cpu_nanos")))),
                generation);
    }

    static void advance(Connection connection, long generation, long source, String cursor, boolean done, Effort effort)
            throws SQLException {
        Sql.update(
                connection,
                "UPDATE reading SET cursor = ?, done = ?, records = records + ?, skipped = skipped + ?,"
                        + " requests = requests + ?, resource_units = resource_units + ?,"
                        + " wall_nanos = wall_nanos + ?, cpu_nanos = cpu_nanos + ? WHERE generation = ? AND source = ?",
                cursor,
                done,
                effort.records(),
                effort.skipped(),
                effort.requests(),
                effort.resourceUnits(),
                effort.wall().toNanos(),
                effort.cpu().toNanos(),
                generation,
                source);
    }

    /** Begins a partition anew: what it has yielded is forgotten, what it has cost is not. */
    static void restart(Connection connection, long generation, long source) throws SQLException {
        empty(connection, generation, source);
        Sql.update(
                connection,
                "UPDATE reading SET cursor = '', records = 0, skipped = 0, restarts = restarts + 1"
                        + " WHERE generation = ? AND source = ?",
                generation,
                source);
    }

    /** Takes a source out of a generation, with all that has been read of it. */
    static void forget(Connection connection, long generation, long source) throws SQLException {
        empty(connection, generation, source);
        for (String table : List.of("checkpoint", "reading")) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE generation = ? AND source = ?", generation, source);
        }
    }

    private static void empty(Connection connection, long generation, long source) throws SQLException {
        for (String table : List.of("grant", "entitlement", "resource", "removal", "skipped_row", "notice")) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE generation = ? AND source = ?", generation, source);
        }
    }
}
