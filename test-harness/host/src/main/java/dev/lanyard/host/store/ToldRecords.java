package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What feeds have told lies over what the last sync read, and can be lifted off again: so a sync applies its changes to
 * what syncs have read and to nothing else, and comes to the same whether feeds were taken in or not. SCHEMA.md tells
 * how. Each method within a transaction of its caller's.
 */
final class ToldRecords {

    /** The tables whose rows can be told. */
    static final List<String> TABLES = List.of("grant", "entitlement", "resource");

    /** No sync yields records of a stream without name. */
    static final String SOURCES = "(SELECT id FROM source WHERE stream = '')";

    private static final String FIRST_READING = "SELECT min(read_from) FROM reading JOIN source"
            + " ON source.id = reading.source WHERE generation = ? AND instr(',' || ? || ',', ',' || stream || ',') > 0";

    private static final String OF_THE_SAME_STREAM = "(SELECT same.id FROM resource own"
            + " JOIN source speaking ON speaking.id = own.source AND speaking.stream <> ''"
            + " JOIN source same ON same.stream = speaking.stream"
            + " WHERE own.generation IN (?, ?) AND own.key = (SELECT id FROM record_key WHERE text = ?))";

    private static final String NOT_AGAIN =
            "NOT EXISTS (SELECT 1 FROM resource again JOIN record_key named ON named.id = again.key"
                    + " WHERE again.generation = removal.generation AND again.source = removal.source"
                    + " AND named.text = removal.what)";

    private final Connection connection;

    ToldRecords(Connection connection) {
        this.connection = connection;
    }

    /** Gives the current generation back what it was by its syncs. */
    void lift() throws SQLException {
        Optional<Long> current = Generations.find(connection, GenerationState.CURRENT);
        Optional<Long> told = Generations.find(connection, GenerationState.TOLD);
        Optional<Long> replaced = Generations.find(connection, GenerationState.REPLACED);
        if (current.isEmpty() || told.isEmpty() || replaced.isEmpty()) {
            return;
        }
        for (String table : TABLES) {
            for (Own row : rows(table, told.get())) {
                Reach own = row.reach(table);
                Sql.update(
                        connection,
                        "DELETE FROM " + table + " WHERE " + own.where() + " AND generation = ? AND source IN "
                                + SOURCES,
                        arguments(own, current.get()));
            }
            copy(table, table, replaced.get(), current.get(), "");
            Sql.update(connection, "DELETE FROM " + table + " WHERE generation = ?", replaced.get());
        }
    }

    /** Lays over the current generation what was told of it and is not older than what it read itself. */
    void lay() throws SQLException {
        Optional<Long> current = Generations.find(connection, GenerationState.CURRENT);
        Optional<Long> told = Generations.find(connection, GenerationState.TOLD);
        Optional<Long> replaced = Generations.find(connection, GenerationState.REPLACED);
        if (current.isEmpty() || told.isEmpty() || replaced.isEmpty()) {
            return;
        }
        forgetWhatIsOlder(current.get(), told.get());
        for (Taken removal : removals(told.get(), "TRUE")) {
            for (Reach reach : removal.reaches()) {
                setAside(reach, current.get(), replaced.get(), removal.at());
            }
        }
        for (String table : TABLES) {
            putTold(table, current.get(), told.get(), replaced.get());
        }
        Sql.update(
                connection,
                "INSERT OR IGNORE INTO resource_name (generation, name, key)"
                        + " SELECT ?, name, key FROM resource_name WHERE generation = ?",
                current.get(),
                told.get());
    }

    /** Forgets what was told of things that a generation of changes has seen gone later. */
    void giveWayTo(long changes) throws SQLException {
        Optional<Long> told = Generations.find(connection, GenerationState.TOLD);
        if (told.isEmpty() || isEmpty(told.get())) {
            return;
        }
        // A resource that its source has yielded again after taking it away was only read anew.
        for (Taken removal : removals(changes, NOT_AGAIN)) {
            for (Reach reach : removal.reaches()) {
                delete(reach, told.get(), "read_at < ?", removal.at());
            }
        }
    }

    /**
     * From when on the readers' data was read: what happened before is in it.
     *
     * @param streams ids, comma-separated
     * @return the time, or empty if none of these streams is in it
     */
    static Optional<Instant> readFrom(Connection connection, long generation, String streams) throws SQLException {
        return Sql.first(
                        connection,
                        FIRST_READING,
                        row -> Optional.ofNullable(row.getObject(1)).map(found -> ((Number) found).longValue()),
                        generation,
                        streams)
                .flatMap(found -> found.map(Micros::instant));
    }

    /** Takes rows out of the current generation, and keeps those that a sync has put there. */
    void setAside(Reach reach, long current, long replaced, long notAfter) throws SQLException {
        String rows = reach.where() + " AND read_at <= ?";
        Sql.update(
                connection,
                "DELETE FROM " + reach.indexed() + " WHERE " + rows + " AND generation = ? AND source IN " + SOURCES,
                arguments(reach, notAfter, current));
        String synced = " AND source NOT IN " + SOURCES;
        Object[] arguments = arguments(reach, notAfter);
        if (reach.ownOf().isPresent()) {
            synced = " AND source IN " + OF_THE_SAME_STREAM;
            arguments = arguments(
                    reach, notAfter, current, replaced, reach.ownOf().get().text());
        }
        copy(reach.table(), reach.indexed(), current, replaced, " AND " + rows + synced, arguments);
        Object[] all = new Object[arguments.length + 1];
        all[0] = current;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Sql.update(connection, "DELETE FROM " + reach.indexed() + " WHERE generation = ? AND " + rows + synced, all);
    }

    void delete(Reach reach, long generation, String condition, long time) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM " + reach.indexed() + " WHERE " + reach.where() + " AND " + condition
                        + " AND generation = ?",
                arguments(reach, time, generation));
    }

    private static Object[] arguments(Reach reach, Object... more) {
        Object[] all = new Object[reach.arguments().size() + more.length];
        System.arraycopy(
                reach.arguments().toArray(), 0, all, 0, reach.arguments().size());
        System.arraycopy(more, 0, all, reach.arguments().size(), more.length);
        return all;
    }

    private void forgetWhatIsOlder(long current, long told) throws SQLException {
        List<Object[]> sources = Sql.list(connection, "SELECT id, shard FROM source WHERE stream = ''", row ->
                new Object[] {row.getLong(1), row.getString(2)});
        for (Object[] source : sources) {
            long from = readFrom(connection, current, (String) source[1])
                    .map(Micros::of)
                    .orElse(Long.MAX_VALUE);
            for (String table : List.of("grant", "entitlement", "resource", "removal")) {
                Sql.update(
                        connection,
                        "DELETE FROM " + table + " WHERE generation = ? AND source = ? AND read_at < ?",
                        told,
                        source[0],
                        from);
            }
        }
    }

    private void putTold(String table, long current, long told, long replaced) throws SQLException {
        List<Own> rows = rows(table, told);
        for (Own row : rows) {
            setAside(row.reach(table), current, replaced, row.at());
        }
        // What is still there was read later than it was told.
        Sql.update(
                connection,
                "INSERT OR IGNORE INTO " + table + " (generation, " + GenerationContent.columns(table) + ") SELECT ?, "
                        + GenerationContent.columns(table) + " FROM " + table + " WHERE generation = ?",
                current,
                told);
    }

    /** What one row goes by. One statement for each is quick; one for all would try every pair of their parts. */
    private record Own(List<Object> key, long at) {
        Reach reach(String table) {
            String where = table.equals("grant") ? "entitlement = ? AND principal = ? AND qualifier = ?" : "key = ?";
            return new Reach(table, where, key);
        }
    }

    private List<Own> rows(String table, long generation) throws SQLException {
        boolean grants = table.equals("grant");
        return Sql.list(
                connection,
                "SELECT read_at, " + (grants ? "entitlement, principal, qualifier" : "key") + " FROM " + table
                        + " WHERE generation = ?",
                row -> new Own(
                        grants ? List.of(row.getLong(2), row.getLong(3), row.getString(4)) : List.of(row.getLong(2)),
                        row.getLong(1)),
                generation);
    }

    private void copy(String table, String indexed, long from, long to, String condition, Object... arguments)
            throws SQLException {
        Object[] all = new Object[arguments.length + 2];
        all[0] = to;
        all[1] = from;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Sql.update(
                connection,
                "INSERT INTO " + table + " (generation, " + GenerationContent.columns(table) + ") SELECT ?, "
                        + GenerationContent.columns(table) + " FROM " + indexed + " WHERE generation = ?" + condition,
                all);
    }

    private record Taken(List<Reach> reaches, long at) {}

    private boolean isEmpty(long generation) throws SQLException {
        for (String table : TABLES) {
            String any = "SELECT 1 FROM " + table + " WHERE generation = ? LIMIT 1";
            if (Sql.first(connection, any, row -> row.getInt(1), generation).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private List<Taken> removals(long generation, String gone) throws SQLException {
        return Sql.list(
                connection,
                "SELECT kind, what, principal, qualifier, read_at, kind = 'resource' AND " + gone
                        + " AS gone FROM removal WHERE generation = ?",
                row -> new Taken(
                        Reach.ofRemoval(
                                row.getString("kind"),
                                row.getString("what"),
                                row.getString("principal"),
                                row.getString("qualifier"),
                                row.getBoolean("gone")),
                        row.getLong("read_at")),
                generation);
    }
}
