package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of one table that something being gone takes with it, whoever has put them there.
 *
 * @param table which table
 * @param where a condition on its rows
 * @param arguments what stands for the question marks
 * @param ownOf the resource of whose stream alone rows of a sync are taken; empty if it does not matter which stream
 */
record Reach(String table, String where, List<Object> arguments, Optional<ResourceId> ownOf) {

    private static final String HELD_BY = "principal =";
    private static final String KEY = " (SELECT id FROM record_key WHERE text = ?)";
    private static final String KEYS_BETWEEN = " IN (SELECT id FROM record_key WHERE text > ? AND text < ?)";

    Reach(String table, String where, List<Object> arguments) {
        this(table, where, arguments, Optional.empty());
    }

    /** The table with the index to search it by, which SQLite does not choose by itself. */
    String indexed() {
        return where.startsWith(HELD_BY) ? table + " INDEXED BY grant_by_principal" : table;
    }

    /** What cannot be without a resource, and what it holds elsewhere. */
    static List<Reach> of(ResourceId id) {
        return Stream.concat(hangingOn(id), Stream.of(new Reach("grant", HELD_BY + KEY, List.of(id.text()))))
                .toList();
    }

    /** What one stream has said of a resource that it leaves out, or that it gives anew. */
    static List<Reach> ofStreamOf(ResourceId id) {
        return hangingOn(id)
                .map(reach -> new Reach(reach.table(), reach.where(), reach.arguments(), Optional.of(id)))
                .toList();
    }

    private static Stream<Reach> hangingOn(ResourceId id) {
        return Stream.of(
                new Reach("grant", "entitlement" + KEYS_BETWEEN, List.of(id.text() + "#", id.text() + "$")),
                new Reach("entitlement", "key" + KEYS_BETWEEN, List.of(id.text() + "#", id.text() + "$")),
                new Reach("resource", "key =" + KEY, List.of(id.text())));
    }

    static List<Reach> of(EntitlementId id) {
        return List.of(
                new Reach("grant", "entitlement =" + KEY, List.of(id.text())),
                new Reach("entitlement", "key =" + KEY, List.of(id.text())));
    }

    static List<Reach> of(GrantKey id) {
        return ofGrant(id.entitlement().text(), id.principal().text(), RecordWriter.qualifier(id));
    }

    static List<Reach> of(HoldingsKey id) {
        return ofHoldings(id.resourceType(), id.principal().text());
    }

    /** What a row of the table {@code removal} takes away. */
    static List<Reach> ofRemoval(String kind, String what, String principal, String qualifier, boolean gone) {
        return switch (kind) {
            case "resource", "left-out" -> gone ? of(ResourceId.parse(what)) : ofStreamOf(ResourceId.parse(what));
            case "entitlement" -> of(EntitlementId.parse(what));
            case "grant" -> ofGrant(what, principal, qualifier);
            case "holdings" -> ofHoldings(what, principal);
            default -> throw new IllegalStateException("no such kind of removal: " + kind);
        };
    }

    private static List<Reach> ofGrant(String entitlement, String principal, String qualifier) {
        return List.of(new Reach(
                "grant",
                "entitlement =" + KEY + " AND principal =" + KEY + " AND qualifier = ?",
                List.of(entitlement, principal, qualifier)));
    }

    private static List<Reach> ofHoldings(String type, String principal) {
        // '0' follows '/': all keys of the type, and no other.
        return List.of(new Reach(
                "grant",
                HELD_BY + KEY + " AND entitlement" + KEYS_BETWEEN,
                List.of(principal, type + "/", type + "0")));
    }
}
