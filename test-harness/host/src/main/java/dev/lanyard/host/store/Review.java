package dev.lanyard.host.store;

import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Trait;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A whole generation for a reader who looks at it as one: every resource and every entitlement has a number, in the
 * order of the keys and from 0 on, and grants are told by these numbers. What grants or parents name and no stream has
 * read is numbered behind the rest. The numbers are kept in temporary tables, so that memory does not grow with the
 * store.
 *
 * <p>For one thread, as long as the reader is open from which it comes.
 */
public final class Review {

    /**
     * A resource.
     *
     * @param key its identity
     * @param stored what is known of it, or empty if it is only named
     * @param parent the number of the resource that it belongs to, or empty
     */
    public record NumberedResource(ResourceId key, Optional<StoredResource> stored, OptionalInt parent) {}

    /**
     * An entitlement.
     *
     * @param resource the number of the resource on which it can be had
     * @param slug what it is, unique on the resource
     * @param displayName its name, or the slug if it is only named
     * @param purpose name of a {@link dev.lanyard.spi.model.Purpose}
     */
    public record NumberedEntitlement(int resource, String slug, String displayName, String purpose) {}

    /**
     * A grant.
     *
     * @param entitlement the number of what is had
     * @param principal the number of who has it
     * @param holding name of a {@link dev.lanyard.spi.model.Holding}
     * @param expandable whether everyone who belongs to the principal has it too
     * @param scope where it applies, or empty for everywhere
     * @param through the number of the resource that passes it on, or empty
     * @param from the start, ISO-8601
     * @param until the end, ISO-8601
     */
    public record NumberedGrant(
            int entitlement,
            int principal,
            String holding,
            boolean expandable,
            Optional<String> scope,
            OptionalInt through,
            Optional<String> from,
            Optional<String> until) {}

    private static final List<String> NUMBERING = List.of(
            "DROP TABLE IF EXISTS temp.numbered_resource",
            "DROP TABLE IF EXISTS temp.numbered_entitlement",
            "CREATE TEMP TABLE numbered_resource (number INTEGER PRIMARY KEY, key TEXT UNIQUE, resource INTEGER)",
            "CREATE TEMP TABLE numbered_entitlement (number INTEGER PRIMARY KEY, key INTEGER UNIQUE)",
            """
            INSERT INTO numbered_resource SELECT row_number() OVER (ORDER BY text) - 1, text, id
            FROM resource JOIN record_key ON record_key.id = resource.key WHERE generation = %1$d
            """,
            """
            INSERT INTO numbered_entitlement SELECT row_number() OVER (ORDER BY text) - 1, id
            FROM (SELECT key FROM entitlement WHERE generation = %1$d
                UNION SELECT entitlement FROM grant WHERE generation = %1$d) JOIN record_key ON id = key
            """,
            """
            INSERT INTO numbered_resource (number, key)
            SELECT (SELECT count(*) FROM numbered_resource) + row_number() OVER (ORDER BY text) - 1, text
            FROM (SELECT text FROM record_key WHERE id IN (SELECT principal FROM grant WHERE generation = %1$d
                    UNION SELECT through FROM grant WHERE generation = %1$d
                    UNION SELECT parent FROM resource WHERE generation = %1$d)
                UNION SELECT substr(text, 1, instr(text, '#') - 1) FROM numbered_entitlement JOIN record_key ON id = key)
            WHERE text NOT IN (SELECT key FROM numbered_resource)
            """);

    private final Path file;
    private final Connection connection;
    private final long generation;

    Review(Path file, Connection connection, long generation) {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
        attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : NUMBERING) {
                    statement.execute(sql.formatted(generation));
                }
            }
            return generation;
        });
    }

    /**
     * Counts what a reviewer looks for first.
     *
     * @param at the time by which something has expired, or is about to
     * @return the figures
     */
    public ReviewFigures figures(Instant at) {
        EffectiveAccess access = new EffectiveAccess(file, connection, generation);
        return attempt(() -> ReviewQueries.figures(connection, generation, at, access));
    }

    /**
     * By which trait privileged roles are told.
     *
     * @return {@link Trait#PRIVILEGED}, or {@link Trait#ROLE} where the connector calls no role privileged
     */
    public Trait privilegedTrait() {
        return attempt(() -> ReviewQueries.privileged(connection, generation));
    }

    /**
     * Hands out every resource.
     *
     * @param consumer receives them in the order of their numbers
     */
    public void forEachResource(Consumer<NumberedResource> consumer) {
        visit(
                """
                SELECT own.key AS key, display_name, status, traits, attributes, parent, above.number AS parent_number,
                    above.key AS parent
                FROM numbered_resource own
                LEFT JOIN resource ON resource.generation = ?1 AND resource.key = own.resource
                LEFT JOIN record_key above_key ON above_key.id = resource.parent
                LEFT JOIN numbered_resource above ON above.key = above_key.text
                ORDER BY own.number
                """,
                row -> consumer.accept(new NumberedResource(
                        ResourceId.parse(row.getString("key")),
                        row.getString("status") == null ? Optional.empty() : Optional.of(StoredRows.resource(row)),
                        number(row, "parent_number"))));
    }

    /**
     * Hands out every entitlement.
     *
     * @param consumer receives them in the order of their numbers
     */
    public void forEachEntitlement(Consumer<NumberedEntitlement> consumer) {
        visit("""
                SELECT resource.number AS resource, substr(text, instr(text, '#') + 1) AS slug, display_name,
                    coalesce(purpose, 'ASSIGNMENT') AS purpose
                FROM numbered_entitlement own JOIN record_key ON id = own.key
                JOIN numbered_resource resource ON resource.key = substr(text, 1, instr(text, '#') - 1)
                LEFT JOIN entitlement ON generation = ?1 AND entitlement.key = own.key
                ORDER BY own.number
                """, row -> {
            String slug = row.getString("slug");
            consumer.accept(new NumberedEntitlement(
                    row.getInt("resource"),
                    slug,
                    Sql.text(row, "display_name").orElse(slug),
                    row.getString("purpose")));
        });
    }

    /**
     * Hands out every grant.
     *
     * @param consumer receives them in the order of the numbers of their entitlements
     */
    public void forEachGrant(Consumer<NumberedGrant> consumer) {
        visit(
                """
                SELECT what.number AS entitlement, who.number AS principal, holding, expandable, scope,
                    by.number AS through, valid_from, valid_until
                FROM numbered_entitlement what
                CROSS JOIN grant ON grant.generation = ?1 AND grant.entitlement = what.key
                CROSS JOIN record_key who_key ON who_key.id = grant.principal
                CROSS JOIN numbered_resource who ON who.key = who_key.text
                LEFT JOIN record_key by_key ON by_key.id = grant.through
                LEFT JOIN numbered_resource by ON by.key = by_key.text
                ORDER BY what.number, who.number, qualifier
                """,
                row -> consumer.accept(new NumberedGrant(
                        row.getInt("entitlement"),
                        row.getInt("principal"),
                        row.getString("holding"),
                        row.getBoolean("expandable"),
                        Sql.text(row, "scope"),
                        number(row, "through"),
                        Sql.text(row, "valid_from"),
                        Sql.text(row, "valid_until"))));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private void visit(String sql, Sql.Visitor visitor) {
        attempt(() -> {
            Sql.forEach(connection, sql, visitor, generation);
            return generation;
        });
    }

    private <T> T attempt(Attempt<T> work) {
        return Attempt.of(file, work);
    }
}
