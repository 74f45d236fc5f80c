package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a publishing changes for readers, inside a transaction of its caller's: {@link #before} it, and
 * {@link #keep} after it. What was touched is gathered in temporary tables, with what it was before; what has come of
 * it is seen when all is done. So what is taken away and put back, as whatever is read whole is, has not changed.
 */
final class LatestChanges {

    private static final String COMPARED_WITH = "compared_with";

    private static final List<String> GATHERING = List.of(
            "CREATE TEMP TABLE touched_resource (key INTEGER PRIMARY KEY, existed INTEGER, source INTEGER, name TEXT,"
                    + " status TEXT)",
            "CREATE TEMP TABLE touched_entitlement (key INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TEMP TABLE touched_grant (entitlement INTEGER, principal INTEGER, qualifier TEXT, existed INTEGER,"
                    + " source INTEGER, PRIMARY KEY (entitlement, principal, qualifier)) WITHOUT ROWID",
            "CREATE TEMP TABLE stream_before (stream TEXT PRIMARY KEY)");

    /**
     * The statement that fires a trigger decides what happens on a conflict inside it, so that "or ignore" would not
     * do: only the first touch tells what was there before.
     */
    private static final List<String> WATCHING = List.of("""
            CREATE TEMP TRIGGER resource_goes BEFORE DELETE ON main.resource WHEN OLD.generation = %1$d BEGIN
                INSERT INTO touched_resource SELECT OLD.key, 1, OLD.source, OLD.display_name, OLD.status
                    WHERE NOT EXISTS (SELECT 1 FROM touched_resource WHERE key = OLD.key);
            END
            """, """
            CREATE TEMP TRIGGER resource_comes BEFORE INSERT ON main.resource WHEN NEW.generation = %1$d BEGIN
                INSERT INTO touched_resource
                    SELECT NEW.key, was.key IS NOT NULL, coalesce(was.source, NEW.source), was.display_name, was.status
                    FROM (SELECT 1) LEFT JOIN resource was ON was.generation = %1$d AND was.key = NEW.key
                    WHERE NOT EXISTS (SELECT 1 FROM touched_resource WHERE key = NEW.key);
            END
            """, """
            CREATE TEMP TRIGGER entitlement_goes BEFORE DELETE ON main.entitlement WHEN OLD.generation = %1$d BEGIN
                INSERT INTO touched_entitlement SELECT OLD.key, OLD.display_name
                    WHERE NOT EXISTS (SELECT 1 FROM touched_entitlement WHERE key = OLD.key);
            END
            """, """
            CREATE TEMP TRIGGER grant_goes BEFORE DELETE ON main.grant WHEN OLD.generation = %1$d BEGIN
                INSERT INTO touched_grant SELECT OLD.entitlement, OLD.principal, OLD.qualifier, 1, OLD.source
                    WHERE NOT EXISTS (SELECT 1 FROM touched_grant WHERE entitlement = OLD.entitlement
                        AND principal = OLD.principal AND qualifier = OLD.qualifier);
            END
            """, """
            CREATE TEMP TRIGGER grant_comes BEFORE INSERT ON main.grant WHEN NEW.generation = %1$d BEGIN
                INSERT INTO touched_grant
                    SELECT NEW.entitlement, NEW.principal, NEW.qualifier, was.source IS NOT NULL,
                        coalesce(was.source, NEW.source)
                    FROM (SELECT 1) LEFT JOIN grant was ON was.generation = %1$d
                        AND was.entitlement = NEW.entitlement AND was.principal = NEW.principal
                        AND was.qualifier = NEW.qualifier
                    WHERE NOT EXISTS (SELECT 1 FROM touched_grant WHERE entitlement = NEW.entitlement
                        AND principal = NEW.principal AND qualifier = NEW.qualifier);
            END
            """);

    private static final List<String> COMPARING = List.of("""
            INSERT INTO touched_resource SELECT was.key, 1, was.source, was.display_name, was.status
            FROM resource was LEFT JOIN resource now ON now.generation = %2$d AND now.key = was.key
            WHERE was.generation = %1$d AND (now.key IS NULL OR now.status <> was.status)
            """, """
            INSERT INTO touched_resource SELECT now.key, 0, now.source, NULL, NULL FROM resource now
            WHERE now.generation = %2$d
                AND NOT EXISTS (SELECT 1 FROM resource was WHERE was.generation = %1$d AND was.key = now.key)
            """, """
            INSERT INTO touched_grant SELECT entitlement, principal, qualifier, 1, source FROM grant was
            WHERE generation = %1$d AND NOT EXISTS (SELECT 1 FROM grant now WHERE now.generation = %2$d
                AND now.entitlement = was.entitlement AND now.principal = was.principal
                AND now.qualifier = was.qualifier)
            """, """
            INSERT INTO touched_grant SELECT entitlement, principal, qualifier, 0, source FROM grant now
            WHERE generation = %2$d AND NOT EXISTS (SELECT 1 FROM grant was WHERE was.generation = %1$d
                AND was.entitlement = now.entitlement AND was.principal = now.principal
                AND was.qualifier = now.qualifier)
            """, """
            INSERT INTO touched_entitlement SELECT key, display_name FROM entitlement
            WHERE generation = %1$d AND key IN (SELECT entitlement FROM touched_grant WHERE existed)
            """);

    private static final String READ_BEFORE =
            " EXISTS (SELECT 1 FROM source WHERE id = %s.source" + " AND stream IN (SELECT stream FROM stream_before))";
    private static final String READ_NOW = " EXISTS (SELECT 1 FROM source JOIN reading ON reading.generation = %%1$d"
            + " JOIN source same ON same.id = reading.source AND same.stream = source.stream"
            + " WHERE source.id = %s.source)";

    private static final String RESOURCES =
            """
            INSERT INTO latest_change (change, resource, resource_name, status_before, status_after)
            SELECT CASE WHEN now.key IS NULL THEN 'removed' WHEN existed THEN 'status' ELSE 'added' END,
                text, coalesce(now.display_name, name, text), touched_resource.status, now.status
            FROM touched_resource JOIN record_key ON record_key.id = touched_resource.key
            LEFT JOIN resource now ON now.generation = %%1$d AND now.key = touched_resource.key
            WHERE (existed AND now.key IS NULL AND%s)
                OR (NOT existed AND now.key IS NOT NULL AND%s)
                OR (existed AND now.status <> touched_resource.status)
            ORDER BY text
            """.formatted(READ_NOW.formatted("touched_resource"), READ_BEFORE.formatted("now"));

    private static final String GRANTS = """
            INSERT INTO latest_change (change, resource, resource_name, entitlement, entitlement_name, principal,
                principal_name, qualifier)
            SELECT CASE WHEN existed THEN 'removed' ELSE 'added' END,
                substr(what.text, 1, instr(what.text, '#') - 1),
                coalesce(
                    (SELECT display_name FROM record_key CROSS JOIN resource ON generation = %%1$d AND key = id
                        WHERE text = substr(what.text, 1, instr(what.text, '#') - 1)),
                    (SELECT name FROM record_key CROSS JOIN touched_resource ON key = id
                        WHERE text = substr(what.text, 1, instr(what.text, '#') - 1)),
                    substr(what.text, 1, instr(what.text, '#') - 1)),
                what.text,
                coalesce(
                    (SELECT display_name FROM entitlement WHERE generation = %%1$d AND key = what.id),
                    (SELECT name FROM touched_entitlement WHERE key = what.id),
                    what.text),
                who.text,
                coalesce(
                    (SELECT display_name FROM resource WHERE generation = %%1$d AND key = who.id),
                    (SELECT name FROM touched_resource WHERE key = who.id),
                    who.text),
                touched.qualifier
            FROM touched_grant touched JOIN record_key what ON what.id = touched.entitlement
            JOIN record_key who ON who.id = touched.principal
            LEFT JOIN grant now ON now.generation = %%1$d AND now.entitlement = touched.entitlement
                AND now.principal = touched.principal AND now.qualifier = touched.qualifier
            WHERE (existed AND now.source IS NULL AND%s)
                OR (NOT existed AND now.source IS NOT NULL AND%s)
            ORDER BY what.text, who.text, touched.qualifier
            """.formatted(READ_NOW.formatted("touched"), READ_BEFORE.formatted("now"));

    private static final List<String> CLEARING = List.of(
            "DROP TRIGGER IF EXISTS temp.resource_goes",
            "DROP TRIGGER IF EXISTS temp.resource_comes",
            "DROP TRIGGER IF EXISTS temp.entitlement_goes",
            "DROP TRIGGER IF EXISTS temp.grant_goes",
            "DROP TRIGGER IF EXISTS temp.grant_comes",
            "DROP TABLE temp.touched_resource",
            "DROP TABLE temp.touched_entitlement",
            "DROP TABLE temp.touched_grant",
            "DROP TABLE temp.stream_before");

    private final Connection connection;
    private final Optional<Long> finishedBefore;

    private LatestChanges(Connection connection, Optional<Long> finishedBefore) {
        this.connection = connection;
        this.finishedBefore = finishedBefore;
    }

    /** Begins to watch what is put into and taken from the generation that readers see. */
    static LatestChanges watch(Connection connection, long visible) throws SQLException {
        LatestChanges changes = before(connection, Optional.of(visible));
        changes.execute(WATCHING, visible, visible);
        return changes;
    }

    /** Compares what readers see, if anything, with what they are to see instead. */
    static LatestChanges compare(Connection connection, Optional<Long> visible, long next) throws SQLException {
        LatestChanges changes = before(connection, visible);
        if (visible.isPresent()) {
            changes.execute(COMPARING, visible.get(), next);
        }
        return changes;
    }

    private static LatestChanges before(Connection connection, Optional<Long> visible) throws SQLException {
        LatestChanges changes = new LatestChanges(
                connection,
                Sql.first(
                        connection,
                        "SELECT finished_at FROM generation WHERE id = ?",
                        row -> row.getLong(1),
                        visible.orElse(-1L)));
        changes.execute(GATHERING, -1, -1);
        Sql.update(
                connection,
                "INSERT INTO stream_before SELECT DISTINCT stream FROM reading JOIN source ON source.id = reading.source"
                        + " WHERE generation = ?",
                visible.orElse(-1L));
        return changes;
    }

    /** Replaces what is kept, once readers see the generation. */
    void keep(long visible) throws SQLException {
        Sql.update(connection, "DELETE FROM latest_change");
        Sql.update(connection, "DELETE FROM store_property WHERE name = ?", COMPARED_WITH);
        if (finishedBefore.isPresent()) {
            Sql.update(
                    connection,
                    "INSERT INTO store_property (name, value) VALUES (?, ?)",
                    COMPARED_WITH,
                    String.valueOf(finishedBefore.get()));
            execute(List.of(RESOURCES, GRANTS), visible, visible);
        }
        execute(CLEARING, -1, -1);
    }

    /** When the sync was completed with which the last one was compared. */
    static Optional<Long> comparedWith(Connection connection) throws SQLException {
        return Sql.first(
                connection,
                "SELECT value FROM store_property WHERE name = ?",
                row -> Long.valueOf(row.getString(1)),
                COMPARED_WITH);
    }

    /** Triggers take no parameters: generations are written into the statements. */
    private void execute(List<String> statements, long one, long other) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.formatted(one, other));
            }
        }
    }
}
