package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who has what, directly and through nested principals.
 *
 * <p>Whoever belongs to a principal (has an entitlement of purpose {@code MEMBERSHIP} on it) has what was granted to
 * the principal expandably. Grants that must be activated first are shown where they are direct, and passed on to
 * nobody. Circles of nesting end. Terms are told, and not looked at: what begins later or has ended is shown.
 */
public final class EffectiveAccess {

    /** The entitlements whose holders hold the first one too, each with the one through which they do. */
    private static final String NESTED_BELOW = """
            WITH RECURSIVE step (entitlement, via) AS (
                SELECT ?2, NULL
                UNION
                SELECT inner_one.key, step.entitlement
                FROM step
                CROSS JOIN grant ON grant.generation = ?1 AND grant.entitlement = step.entitlement
                    AND grant.expandable AND NOT grant.eligible
                CROSS JOIN entitlement inner_one ON inner_one.generation = ?1
                    AND inner_one.resource = grant.principal AND inner_one.purpose = 'MEMBERSHIP')
            SELECT step.via, step.entitlement FROM step JOIN record_key ON record_key.id = step.entitlement
            ORDER BY record_key.text
            """;

    /** What a principal has itself, and what follows from having it. */
    private static final String NESTED_ABOVE = """
            WITH RECURSIVE step (entitlement, via) AS (
                SELECT entitlement, NULL FROM grant WHERE generation = ?1 AND principal = ?2 AND NOT eligible
                UNION
                SELECT outer_one.entitlement, step.entitlement
                FROM step
                CROSS JOIN entitlement ON entitlement.generation = ?1 AND entitlement.key = step.entitlement
                    AND entitlement.purpose = 'MEMBERSHIP'
                CROSS JOIN grant outer_one ON outer_one.generation = ?1 AND outer_one.principal = entitlement.resource
                    AND outer_one.expandable AND NOT outer_one.eligible)
            SELECT step.via, step.entitlement FROM step JOIN record_key ON record_key.id = step.entitlement
            ORDER BY record_key.text
            """;

    private static final String HOLDERS = """
            SELECT * FROM (
                SELECT who.text AS principal, coalesce(resource.display_name, who.text) AS display_name,
                    external OR resource.key IS NULL AS external, grant.entitlement AS entitlement,
                    holding, valid_from, valid_until, row_number() OVER (
                        PARTITION BY grant.principal ORDER BY eligible, place,\s""" + GrantTerms.BEST_FIRST + """
                    ) AS choice
                FROM temp.reached
                CROSS JOIN grant ON grant.generation = ?1 AND grant.entitlement = reached.entitlement
                    AND (place = 0 OR NOT eligible)
                CROSS JOIN record_key who ON who.id = grant.principal
                LEFT JOIN resource ON resource.generation = ?1 AND resource.key = grant.principal)
            WHERE choice = 1 ORDER BY principal
            """;

    private final Path file;
    private final Connection connection;
    private final long generation;
    private final GrantTerms terms;
    private final Map<Long, Named> resources = new HashMap<>();

    EffectiveAccess(Path file, Connection connection, long generation) {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
        this.terms = new GrantTerms(connection, generation);
    }

    /**
     * Finds everyone who has an entitlement, each once.
     *
     * @param entitlement what is had
     * @param consumer receives the holders in the order of their keys
     */
    public void holders(EntitlementId entitlement, Consumer<Holder> consumer) {
        attempt(() -> {
            Optional<Long> key = number(entitlement.text());
            if (key.isPresent()) {
                NestedPaths paths = paths(NESTED_BELOW, key.get());
                remember(paths.reached());
                Sql.forEach(
                        connection,
                        HOLDERS,
                        row -> {
                            List<Long> way = new ArrayList<>(paths.wayTo(row.getLong("entitlement")));
                            Terms on = terms.along(way, GrantTerms.of(row));
                            Collections.reverse(way);
                            consumer.accept(new Holder(
                                    new Named(row.getString("principal"), row.getString("display_name")),
                                    on,
                                    row.getBoolean("external"),
                                    resourcesOf(way.subList(0, way.size() - 1))));
                        },
                        generation);
            }
            return generation;
        });
    }

    /**
     * Finds everything that a principal has, each entitlement once.
     *
     * @param principal who
     * @return what it has, in the order of the keys
     */
    public List<HeldEntitlement> heldBy(ResourceId principal) {
        return attempt(() -> {
            List<HeldEntitlement> held = new ArrayList<>();
            Optional<Long> key = number(principal.text());
            if (key.isPresent()) {
                NestedPaths paths = paths(NESTED_ABOVE, key.get());
                List<Long> reached = paths.reached();
                for (long entitlement : reached) {
                    List<Long> way = paths.wayTo(entitlement);
                    List<Long> outwards = new ArrayList<>(way);
                    Collections.reverse(outwards);
                    Terms on = terms.along(outwards, terms.given(way.get(0), key.get()));
                    held.add(held(entitlement, on, resourcesOf(way.subList(0, way.size() - 1))));
                }
                for (long entitlement : eligible(key.get())) {
                    if (!reached.contains(entitlement)) {
                        held.add(held(entitlement, terms.given(entitlement, key.get()), List.of()));
                    }
                }
            }
            held.sort(Comparator.comparing(each -> each.entitlement().key()));
            return held;
        });
    }

    private List<Long> eligible(long principal) throws SQLException {
        return Sql.list(
                connection,
                "SELECT DISTINCT entitlement FROM grant WHERE generation = ? AND principal = ? AND eligible",
                row -> row.getLong(1),
                generation,
                principal);
    }

    private HeldEntitlement held(long entitlement, Terms on, List<Named> path) throws SQLException {
        Named what = Sql.first(
                        connection,
                        "SELECT text, coalesce(display_name, text) FROM record_key LEFT JOIN entitlement"
                                + " ON entitlement.generation = ? AND entitlement.key = record_key.id"
                                + " WHERE record_key.id = ?",
                        row -> new Named(row.getString(1), row.getString(2)),
                        generation,
                        entitlement)
                .orElseThrow();
        return new HeldEntitlement(what, resourceOf(entitlement), on, path);
    }

    private NestedPaths paths(String query, long start) throws SQLException {
        return new NestedPaths(Sql.list(
                connection,
                query,
                row -> {
                    long via = row.getLong(1);
                    return new NestedPaths.Step(row.wasNull() ? null : via, row.getLong(2));
                },
                generation,
                start));
    }

    private void remember(List<Long> reached) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE IF NOT EXISTS reached (place INTEGER, entitlement INTEGER)");
            statement.execute("DELETE FROM temp.reached");
        }
        for (int place = 0; place < reached.size(); place++) {
            Sql.update(connection, "INSERT INTO temp.reached VALUES (?, ?)", place, reached.get(place));
        }
    }

    private List<Named> resourcesOf(List<Long> entitlements) throws SQLException {
        List<Named> names = new ArrayList<>();
        for (long entitlement : entitlements) {
            names.add(resourceOf(entitlement));
        }
        return names;
    }

    private Named resourceOf(long entitlement) throws SQLException {
        Named known = resources.get(entitlement);
        if (known != null) {
            return known;
        }
        String text = Sql.first(
                        connection, "SELECT text FROM record_key WHERE id = ?", row -> row.getString(1), entitlement)
                .orElseThrow();
        String key = EntitlementId.parse(text).resource().text();
        Named found = Sql.first(
                        connection,
                        "SELECT display_name FROM record_key JOIN resource"
                                + " ON resource.generation = ? AND resource.key = record_key.id WHERE text = ?",
                        row -> new Named(key, row.getString(1)),
                        generation,
                        key)
                .orElse(new Named(key, key));
        resources.put(entitlement, found);
        return found;
    }

    private Optional<Long> number(String key) throws SQLException {
        return Sql.first(connection, "SELECT id FROM record_key WHERE text = ?", row -> row.getLong(1), key);
    }

    private <T> T attempt(Attempt<T> question) {
        return Attempt.of(file, question);
    }
}
