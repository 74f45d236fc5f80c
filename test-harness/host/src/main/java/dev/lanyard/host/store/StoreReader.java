package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The generation that was the last complete one when the reader was opened. A sync that ends meanwhile changes nothing
 * of what it sees.
 *
 * <p>Records are handed out one by one as they are read, in the order of their keys (by code point). For one thread.
 */
public final class StoreReader implements AutoCloseable {

    private final Path file;
    private final Connection connection;
    private final long generation;

    private StoreReader(Path file, Connection connection, long generation) {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
    }

    static Optional<StoreReader> open(Path file) {
        Connection connection = Database.openToRead(file);
        try {
            // From the first query on, one transaction: it sees the store as it is at that moment.
            connection.setAutoCommit(false);
            Optional<Long> current = Generations.find(connection, GenerationState.CURRENT);
            if (current.isEmpty()) {
                connection.close();
                return Optional.empty();
            }
            return Optional.of(new StoreReader(file, connection, current.get()));
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }

    static void check(Path file) {
        try {
            Database.openToRead(file).close();
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }

    /**
     * When the generation was completed.
     *
     * @return the time by the clock of the host that read it
     */
    public Instant finishedAt() {
        return answer(() -> Sql.first(
                        connection,
                        "SELECT finished_at FROM generation WHERE id = ?",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        generation)
                .orElseThrow());
    }

    /**
     * Counts what there is.
     *
     * @return numbers by kind: {@code user} for resources of a type, {@code group#member} for grants of an entitlement
     *     on resources of a type
     */
    public SortedMap<String, Long> counts() {
        return answer(() -> KindCounts.of(connection, generation));
    }

    /**
     * Hands out every resource.
     *
     * @param consumer receives them in the order of their keys
     */
    public void forEachResource(Consumer<StoredResource> consumer) {
        visit(
                "SELECT own.text AS key, display_name, status, traits, above.text AS parent, attributes"
                        + " FROM record_key own CROSS JOIN resource ON resource.generation = ? AND resource.key = own.id"
                        + " LEFT JOIN record_key above ON above.id = resource.parent ORDER BY own.text",
                row -> consumer.accept(resource(row)));
    }

    /**
     * Hands out every entitlement.
     *
     * @param consumer receives them in the order of their keys
     */
    public void forEachEntitlement(Consumer<StoredEntitlement> consumer) {
        visit(
                "SELECT own.text AS key, display_name, purpose, principal_types, refusal_code, refusal_reason"
                        + " FROM record_key own CROSS JOIN entitlement"
                        + " ON entitlement.generation = ? AND entitlement.key = own.id ORDER BY own.text",
                row -> consumer.accept(entitlement(row)));
    }

    /**
     * Hands out every grant.
     *
     * @param consumer receives them in the order of entitlement, principal and the rest of the key
     */
    public void forEachGrant(Consumer<StoredGrant> consumer) {
        visit(
                "SELECT what.text AS entitlement, who.text AS principal, qualifier, holding, scope,"
                        + " by.text AS through, expandable, external OR NOT EXISTS (SELECT 1 FROM resource"
                        + " WHERE resource.generation = grant.generation AND resource.key = grant.principal) AS external,"
                        + " valid_from, valid_until, grant.attributes"
                        + " FROM record_key what CROSS JOIN grant"
                        + " ON grant.generation = ? AND grant.entitlement = what.id"
                        + " CROSS JOIN record_key who ON who.id = grant.principal"
                        + " LEFT JOIN record_key by ON by.id = grant.through ORDER BY what.text, who.text, qualifier",
                row -> consumer.accept(grant(row)));
    }

    /**
     * The names of the attributes that any resource has.
     *
     * @return the names, sorted
     */
    public List<String> attributeNames() {
        return answer(() -> Sql.list(
                connection,
                "SELECT DISTINCT attribute.key FROM resource, json_each(resource.attributes) attribute"
                        + " WHERE generation = ? ORDER BY 1",
                row -> row.getString(1),
                generation));
    }

    /**
     * Finds records by what a person knows of them.
     *
     * @return answers from this generation, for the same thread, as long as this reader is open
     */
    public RecordFinder find() {
        return new RecordFinder(file, connection, generation);
    }

    /**
     * Who has what, directly and through others.
     *
     * @return answers from this generation, for the same thread, as long as this reader is open
     */
    public EffectiveAccess access() {
        return new EffectiveAccess(file, connection, generation);
    }

    static StoredResource resource(ResultSet row) throws SQLException {
        return new StoredResource(
                ResourceId.parse(row.getString("key")),
                row.getString("display_name"),
                row.getString("status"),
                list(row.getString("traits")),
                Sql.text(row, "parent"),
                row.getString("attributes"));
    }

    private static StoredEntitlement entitlement(ResultSet row) throws SQLException {
        Optional<String> reason = Sql.text(row, "refusal_reason");
        String code = row.getString("refusal_code");
        return new StoredEntitlement(
                EntitlementId.parse(row.getString("key")),
                row.getString("display_name"),
                row.getString("purpose"),
                list(row.getString("principal_types")),
                reason.map(text -> new Refusal(code, text)));
    }

    private static StoredGrant grant(ResultSet row) throws SQLException {
        return new StoredGrant(
                row.getString("entitlement"),
                row.getString("principal"),
                row.getString("qualifier"),
                row.getString("holding"),
                Sql.text(row, "scope"),
                Sql.text(row, "through"),
                row.getBoolean("expandable"),
                row.getBoolean("external"),
                Sql.text(row, "valid_from"),
                Sql.text(row, "valid_until"),
                row.getString("attributes"));
    }

    private static List<String> list(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(","));
    }

    private void visit(String sql, Sql.Visitor visitor) {
        answer(() -> {
            Sql.forEach(connection, sql, visitor, generation);
            return generation;
        });
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }
}
