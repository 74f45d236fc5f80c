package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to generations, table by table: copied to the next where that does not read it, and deleted in the end.
 */
final class GenerationContent {

    private static final List<String> TABLES = List.of(
            "grant",
            "entitlement",
            "resource_name",
            "resource",
            "removal",
            "skipped_row",
            "notice",
            "checkpoint",
            "reading");

    /** What is copied of a row, besides its generation. */
    private static final Map<String, String> COLUMNS = Map.of(
            "resource", "key, source, display_name, status, traits, parent, attributes, read_at",
            "entitlement",
                    "key, source, resource, display_name, purpose, principal_types, refusal_code, refusal_reason,"
                            + " read_at",
            "grant",
                    "entitlement, principal, qualifier, source, holding, scope, through, expandable, external,"
                            + " valid_from, valid_until, attributes, read_at",
            "skipped_row", "source, subject, reason, detail",
            "notice", "source, code, message, remedy",
            "checkpoint", "source, stream, shard, value",
            "reading",
                    "source, incremental, definition, read_from, cursor, done, restarts, records, skipped, requests,"
                            + " resource_units, wall_nanos, cpu_nanos");

    private static final String UNUSED_KEYS = "DELETE FROM record_key WHERE id NOT IN ("
            + "SELECT key FROM resource UNION SELECT parent FROM resource WHERE parent IS NOT NULL"
            + " UNION SELECT key FROM entitlement UNION SELECT resource FROM entitlement"
            + " UNION SELECT entitlement FROM grant UNION SELECT principal FROM grant"
            + " UNION SELECT through FROM grant WHERE through IS NOT NULL"
            + " UNION SELECT principal FROM last_use UNION SELECT used FROM last_use)";

    private GenerationContent() {}

    /** The columns of a table that are copied from generation to generation. */
    static String columns(String table) {
        return Optional.ofNullable(COLUMNS.get(table)).orElseThrow();
    }

    /** Copies what the current generation holds of streams that the new one does not read. */
    static void takeOverOtherStreams(Connection connection, long generation) throws SQLException {
        Optional<Long> current = Generations.find(connection, GenerationState.CURRENT);
        if (current.isEmpty()) {
            return;
        }
        // A stream whose shards are cut differently now is read anew as a whole: only other streams are taken over.
        Set<String> kept = Generations.currentStreams(connection);
        kept.removeAll(Sql.list(
                connection,
                "SELECT stream FROM reading JOIN source ON source.id = reading.source WHERE generation = ?",
                row -> row.getString(1),
                generation));
        for (String stream : kept) {
            copy(connection, current.get(), generation, stream);
        }
        if (!kept.isEmpty()) {
            // It is as old as the oldest part of it.
            Sql.update(
                    connection,
                    "UPDATE generation SET read_whole_at = (SELECT read_whole_at FROM generation WHERE id = ?)"
                            + " WHERE id = ?",
                    current.get(),
                    generation);
        }
    }

    private static void copy(Connection connection, long from, long to, String stream) throws SQLException {
        String rows = " WHERE generation = ? AND source IN (SELECT id FROM source WHERE stream = ?)";
        Sql.update(
                connection,
                "INSERT INTO resource_name SELECT ?, name, key FROM resource_name WHERE generation = ? AND key IN"
                        + " (SELECT key FROM resource" + rows + ")",
                to,
                from,
                from,
                stream);
        for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
            copy(connection, table.getKey(), table.getValue(), rows, to, from, stream);
        }
    }

    private static void copy(
            Connection connection, String table, String columns, String rows, long to, long from, String stream)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO " + table + " (generation, " + columns + ") SELECT ?, " + columns + " FROM " + table
                        + rows,
                to,
                from,
                stream);
    }

    /** Deletes retired generations, table by table, and commits in between so that the log does not grow. */
    static void discardRetired(Connection connection) throws SQLException {
        List<Long> retired = Sql.list(
                connection,
                "SELECT id FROM generation WHERE state = ?",
                row -> row.getLong(1),
                GenerationState.RETIRED.stored());
        // Looking for unused keys means looking at everything: changes are too small to be worth it.
        boolean wholeWasRetired = false;
        for (long generation : retired) {
            wholeWasRetired |= Generations.base(connection, generation).isEmpty();
            for (String table : TABLES) {
                Sql.update(connection, "DELETE FROM " + table + " WHERE generation = ?", generation);
                connection.commit();
            }
            Sql.update(connection, "DELETE FROM generation WHERE id = ?", generation);
            connection.commit();
        }
        if (wholeWasRetired) {
            Sql.update(connection, UNUSED_KEYS);
            connection.commit();
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA optimize");
            }
            connection.commit();
        }
    }
}
