package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts a generation by kind: resources by type, grants by type and slug of what is granted. Slugs that end in an id
 * of their own, as those of an application's roles do, count as one.
 */
final class KindCounts {

    private static final String TYPE = "substr(text, 1, instr(text, '/') - 1)";

    private static final String SLUG = "CASE WHEN text GLOB '*#*-????????-????-????-????-????????????'"
            + " THEN substr(text, instr(text, '#'), length(text) - 36 - instr(text, '#'))"
            + " ELSE substr(text, instr(text, '#')) END";

    private KindCounts() {}

    static SortedMap<String, Long> of(Connection connection, long generation) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        Sql.forEach(
                connection,
                "SELECT " + TYPE + ", count(*) FROM resource JOIN record_key ON record_key.id = resource.key"
                        + " WHERE generation = ? GROUP BY 1",
                row -> counts.put(row.getString(1), row.getLong(2)),
                generation);
        Sql.forEach(
                connection,
                "SELECT " + TYPE + " || " + SLUG + ", sum(holders) FROM"
                        + " (SELECT entitlement, count(*) AS holders FROM grant WHERE generation = ? GROUP BY entitlement)"
                        + " JOIN record_key ON record_key.id = entitlement GROUP BY 1",
                row -> counts.put(row.getString(1), row.getLong(2)),
                generation);
        return counts;
    }
}
