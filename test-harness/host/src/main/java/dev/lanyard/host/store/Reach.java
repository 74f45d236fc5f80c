package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.ResourceId;
import java.util.List;

/**
 * The rows of one table that something being gone takes with it, whoever has put them there.
 *
 * @param table which table
 * @param where a condition on its rows
 * @param arguments what stands for the question marks
 */
record Reach(String table, String where, List<Object> arguments) {

    private static final String KEY = " (SELECT id FROM record_key WHERE text = ?)";
    private static final String KEYS_BETWEEN = " IN (SELECT id FROM record_key WHERE text > ? AND text < ?)";

    /** What cannot be without a resource, and what it holds elsewhere if it has gone and was not only read anew. */
    static List<Reach> of(ResourceId id, boolean gone) {
        List<Reach> own = List.of(
                new Reach("grant", "entitlement" + KEYS_BETWEEN, List.of(id.text() + "#", id.text() + "$")),
                new Reach("entitlement", "key" + KEYS_BETWEEN, List.of(id.text() + "#", id.text() + "$")),
                new Reach("resource", "key =" + KEY, List.of(id.text())));
        Reach held = new Reach("grant", "principal =" + KEY, List.of(id.text()));
        return gone ? List.of(own.get(0), own.get(1), own.get(2), held) : own;
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
            case "resource", "left-out" -> of(ResourceId.parse(what), gone);
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
                "principal =" + KEY + " AND entitlement" + KEYS_BETWEEN,
                List.of(principal, type + "/", type + "0")));
    }
}
