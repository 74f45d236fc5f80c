package dev.lanyard.host.store;

import dev.lanyard.spi.model.ResourceId;
import java.nio.file.Path;
import java.sql.Connection;
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
        return Attempt.orClose(file, connection, () -> {
            // From the first query on, one transaction: it sees the store as it is at that moment.
            connection.setAutoCommit(false);
            Optional<Long> current = Generations.find(connection, GenerationState.CURRENT);
            if (current.isEmpty()) {
                connection.close();
            }
            return current.map(generation -> new StoreReader(file, connection, generation));
        });
    }

    static void check(Path file) {
        Attempt.close(file, Database.openToRead(file));
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
                row -> consumer.accept(StoredRows.resource(row)));
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
                row -> consumer.accept(StoredRows.entitlement(row)));
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
                row -> consumer.accept(StoredRows.grant(row)));
    }

    /**
     * When the sync was completed with which {@link #forEachLatestChange} compares.
     *
     * @return the time by the clock of the host that read it, or empty if there was no sync before
     */
    public Optional<Instant> comparedWith() {
        return answer(() -> LatestChanges.comparedWith(connection)).map(Instant::ofEpochMilli);
    }

    /**
     * Hands out what the last sync has changed for readers: first resources, then grants.
     *
     * @param consumer receives them in the order of their keys
     */
    public void forEachLatestChange(Consumer<StoredChange> consumer) {
        answer(() -> {
            Sql.forEach(
                    connection,
                    "SELECT * FROM latest_change ORDER BY rowid",
                    row -> consumer.accept(StoredRows.change(row)));
            return generation;
        });
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

    /**
     * Everything, numbered.
     *
     * @return this generation, for the same thread, as long as this reader is open
     */
    public Review review() {
        return new Review(file, connection, generation);
    }

    /**
     * Which connector has read the generation.
     *
     * @return its id and its version, separated by a blank
     */
    public String connector() {
        return answer(() -> Sql.first(
                        connection,
                        "SELECT connector || ' ' || connector_version FROM generation WHERE id = ?",
                        row -> row.getString(1),
                        generation)
                .orElseThrow());
    }

    /**
     * When a principal last used something, as feeds of usage have told. What is older than the first one that was
     * taken in is not known.
     *
     * @param principal who
     * @param used what, such as an application
     * @return the time, or empty if no use is known
     */
    public Optional<Instant> lastUse(ResourceId principal, ResourceId used) {
        return answer(() -> Sql.first(
                connection,
                "SELECT at FROM last_use WHERE principal = (SELECT id FROM record_key WHERE text = ?)"
                        + " AND used = (SELECT id FROM record_key WHERE text = ?)",
                row -> Micros.instant(row.getLong(1)),
                principal.text(),
                used.text()));
    }

    private void visit(String sql, Sql.Visitor visitor) {
        answer(() -> {
            Sql.forEach(connection, sql, visitor, generation);
            return generation;
        });
    }

    private <T> T answer(Attempt<T> question) {
        return Attempt.of(file, question);
    }

    @Override
    public void close() {
        Attempt.close(file, connection);
    }
}
