package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Applies a generation of changes to the one that it was read on, inside a transaction of its caller's. What it costs
 * depends on how much has changed, not on how much there is.
 *
 * <p>First everything is taken away that is gone, then whatever was read whole is taken away to be replaced, and then
 * all that was read is put in. So a removal never takes away what any other partition yields in the same sync.
 *
 * <p>A resource or entitlement that its own source yields again after removing it has been read anew, and has not gone
 * away: what hangs on it is replaced, as far as that source had put it there, but what it holds elsewhere stays.
 */
final class ChangeApplier {

    private static final String KEY = "(SELECT id FROM record_key WHERE text = removal.what)";
    private static final String PRINCIPAL = "(SELECT id FROM record_key WHERE text = removal.principal)";
    private static final String ENTITLEMENTS_OF_RESOURCE =
            "(SELECT id FROM record_key WHERE text > removal.what || '#' AND text < removal.what || '$')";
    private static final String OF_TYPE =
            "(SELECT id FROM record_key WHERE text > removal.what || '/' AND text < removal.what || '0')";

    private static final String AGAIN = " EXISTS (SELECT 1 FROM %s staged WHERE staged.generation = removal.generation"
            + " AND staged.source = removal.source AND staged.key = " + KEY + ")";

    private static final List<String> READ_WHOLE = List.of("grant", "entitlement", "resource", "skipped_row", "notice");

    private final Connection connection;
    private final long changes;
    private final long base;

    ChangeApplier(Connection connection, long changes, long base) {
        this.connection = connection;
        this.changes = changes;
        this.base = base;
    }

    void apply() throws SQLException {
        removeResources();
        removeEntitlements();
        removeGrants();
        emptyWhatWasReadWhole();
        dropWhatIsNoLongerPlanned();
        putRecords();
        putReport();
        adopt();
    }

    private void removeResources() throws SQLException {
        String again = AGAIN.formatted("resource");
        removeFromBase("grant", "entitlement", "resource", ENTITLEMENTS_OF_RESOURCE, again, true);
        removeFromBase("entitlement", "key", "resource", ENTITLEMENTS_OF_RESOURCE, again, true);
        removeFromBase("grant", "entitlement", "resource", ENTITLEMENTS_OF_RESOURCE, " NOT" + again, false);
        removeFromBase("entitlement", "key", "resource", ENTITLEMENTS_OF_RESOURCE, " NOT" + again, false);
        removeFromBase("grant", "principal", "resource", KEY, " NOT" + again, false);
        dropWhatTheGoneHold(again);
        removeFromBase("grant", "entitlement", "left-out", ENTITLEMENTS_OF_RESOURCE, "TRUE", true);
        removeFromBase("entitlement", "key", "left-out", ENTITLEMENTS_OF_RESOURCE, "TRUE", true);
        removeFromBase("resource", "key", "left-out", KEY, "TRUE", true);
        removeFromBase("resource", "key", "resource", KEY, " NOT" + again, false);
    }

    /** A partition may have yielded, page by page, that someone has something, and then that this someone is gone. */
    private void dropWhatTheGoneHold(String again) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM grant WHERE generation = ?1 AND (principal, source) IN"
                        + " (SELECT named.id, removal.source FROM removal CROSS JOIN record_key named"
                        + " ON named.text = removal.what"
                        + " WHERE removal.generation = ?1 AND removal.kind = 'resource' AND NOT" + again + ")",
                changes);
    }

    private void removeEntitlements() throws SQLException {
        String again = AGAIN.formatted("entitlement");
        removeFromBase("grant", "entitlement", "entitlement", KEY, again, true);
        removeFromBase("grant", "entitlement", "entitlement", KEY, " NOT" + again, false);
        removeFromBase("entitlement", "key", "entitlement", KEY, " NOT" + again, false);
    }

    /**
     * Deletes from the base what removals of a kind name. Each removal is one step into an index: the statement is
     * driven by the removals.
     */
    private void removeFromBase(
            String table, String column, String kind, String keys, String condition, boolean ownSourceOnly)
            throws SQLException {
        List<long[]> doomed = Sql.list(
                connection,
                "SELECT named.id, removal.source FROM removal CROSS JOIN record_key named ON named.id IN " + keys
                        + " WHERE removal.generation = ? AND removal.kind = ? AND " + condition,
                row -> new long[] {row.getLong(1), row.getLong(2)},
                changes,
                kind);
        for (long[] each : doomed) {
            String where = " WHERE generation = ? AND " + column + " = ?";
            if (ownSourceOnly) {
                Sql.update(connection, "DELETE FROM " + table + where + " AND source = ?", base, each[0], each[1]);
            } else {
                Sql.update(connection, "DELETE FROM " + table + where, base, each[0]);
            }
        }
    }

    private void removeGrants() throws SQLException {
        List<Object[]> grants = Sql.list(
                connection,
                "SELECT " + KEY + ", " + PRINCIPAL + ", qualifier FROM removal WHERE generation = ? AND kind = 'grant'",
                row -> new Object[] {row.getLong(1), row.getLong(2), row.getString(3)},
                changes);
        for (Object[] grant : grants) {
            Sql.update(
                    connection,
                    "DELETE FROM grant WHERE generation = ? AND entitlement = ? AND principal = ? AND qualifier = ?",
                    base,
                    grant[0],
                    grant[1],
                    grant[2]);
        }
        Sql.update(
                connection,
                "DELETE FROM grant WHERE generation = ?1 AND (entitlement, principal, qualifier) IN"
                        + " (SELECT held.entitlement, held.principal, held.qualifier FROM removal"
                        + " CROSS JOIN grant held ON held.generation = ?1 AND held.principal = " + PRINCIPAL
                        + " AND held.entitlement IN " + OF_TYPE
                        + " WHERE removal.generation = ?2 AND removal.kind = 'holdings')",
                base,
                changes);
    }

    private void emptyWhatWasReadWhole() throws SQLException {
        emptySources("SELECT source FROM reading WHERE generation = ? AND NOT incremental", changes);
    }

    /** Shards that are cut differently now, and streams that the settings have switched off. */
    private void dropWhatIsNoLongerPlanned() throws SQLException {
        String gone = "SELECT reading.source FROM reading JOIN source ON source.id = reading.source"
                + " JOIN generation ON generation.id = ?2"
                + " WHERE reading.generation = ?1 AND instr(',' || generation.streams || ',', ',' || stream || ',') > 0"
                + " AND reading.source NOT IN (SELECT source FROM reading WHERE generation = ?2)";
        List<Long> sources = Sql.list(connection, gone, row -> row.getLong(1), base, changes);
        for (long source : sources) {
            emptySources("SELECT ?", source);
            Sql.update(connection, "DELETE FROM checkpoint WHERE generation = ? AND source = ?", base, source);
            Sql.update(connection, "DELETE FROM reading WHERE generation = ? AND source = ?", base, source);
        }
    }

    private void emptySources(String sources, long argument) throws SQLException {
        for (String table : READ_WHOLE) {
            Sql.update(
                    connection,
                    "DELETE FROM " + table + " WHERE generation = ? AND source IN (" + sources + ")",
                    base,
                    argument);
        }
    }

    private void putRecords() throws SQLException {
        for (String table : List.of("resource", "entitlement", "grant")) {
            put("INSERT OR REPLACE", table, GenerationContent.columns(table));
        }
        put("INSERT OR IGNORE", "resource_name", "name, key");
    }

    private void putReport() throws SQLException {
        // A row that is left out again is the same row.
        Sql.update(
                connection,
                "DELETE FROM skipped_row WHERE generation = ? AND (source, subject, reason) IN"
                        + " (SELECT source, subject, reason FROM skipped_row WHERE generation = ?)",
                base,
                changes);
        put("INSERT", "skipped_row", GenerationContent.columns("skipped_row"));
        put("INSERT OR REPLACE", "notice", GenerationContent.columns("notice"));
        Sql.update(
                connection,
                "DELETE FROM checkpoint WHERE generation = ? AND source IN"
                        + " (SELECT source FROM reading WHERE generation = ?)",
                base,
                changes);
        put("INSERT", "checkpoint", GenerationContent.columns("checkpoint"));
        put("INSERT OR REPLACE", "reading", GenerationContent.columns("reading"));
    }

    private void put(String how, String table, String columns) throws SQLException {
        Sql.update(
                connection,
                how + " INTO " + table + " (generation, " + columns + ") SELECT ?, " + columns + " FROM " + table
                        + " WHERE generation = ?",
                base,
                changes);
    }

    private void adopt() throws SQLException {
        Sql.update(
                connection,
                "UPDATE generation SET finished_at = (SELECT finished_at FROM generation WHERE id = ?1),"
                        + " read_whole_at = CASE WHEN EXISTS"
                        + " (SELECT 1 FROM reading WHERE generation = ?2 AND incremental) THEN read_whole_at"
                        + " ELSE (SELECT read_whole_at FROM generation WHERE id = ?1) END WHERE id = ?2",
                changes,
                base);
    }
}
