package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.ResourceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Takes out of one generation what a removal names, and what cannot be without it. */
final class RecordRemover implements AutoCloseable {

    // Ids are escaped in key texts, so every entitlement of a resource, and nothing else, starts with "TYPE/ID#".
    private static final String KEYS_OF_ENTITLEMENTS = "(SELECT id FROM record_key WHERE text > ? AND text < ?)";

    private final long generation;
    private final KeyDictionary keys;
    private final PreparedStatement resource;
    private final PreparedStatement entitlementsOfResource;
    private final PreparedStatement grantsOnResource;
    private final PreparedStatement grantsHeld;
    private final PreparedStatement holdings;
    private final PreparedStatement entitlement;
    private final PreparedStatement grantsOnEntitlement;
    private final PreparedStatement grant;

    RecordRemover(Connection connection, long generation, KeyDictionary keys) throws SQLException {
        this.generation = generation;
        this.keys = keys;
        resource = connection.prepareStatement("DELETE FROM resource WHERE generation = ? AND key = ?");
        entitlementsOfResource = connection.prepareStatement(
                "DELETE FROM entitlement WHERE generation = ? AND key IN " + KEYS_OF_ENTITLEMENTS);
        grantsOnResource = connection.prepareStatement(
                "DELETE FROM grant WHERE generation = ? AND entitlement IN " + KEYS_OF_ENTITLEMENTS);
        grantsHeld = connection.prepareStatement("DELETE FROM grant WHERE generation = ? AND principal = ?");
        holdings = connection.prepareStatement(
                "DELETE FROM grant WHERE generation = ? AND principal = ? AND entitlement IN " + KEYS_OF_ENTITLEMENTS);
        entitlement = connection.prepareStatement("DELETE FROM entitlement WHERE generation = ? AND key = ?");
        grantsOnEntitlement = connection.prepareStatement("DELETE FROM grant WHERE generation = ? AND entitlement = ?");
        grant = connection.prepareStatement(
                "DELETE FROM grant WHERE generation = ? AND entitlement = ? AND principal = ? AND qualifier = ?");
    }

    void remove(RecordKey key) throws SQLException {
        if (key instanceof ResourceId id) {
            removeResource(id);
        } else if (key instanceof EntitlementId id) {
            removeEntitlement(id);
        } else if (key instanceof GrantKey id) {
            removeGrant(id);
        } else if (key instanceof HoldingsKey id) {
            removeHoldings(id);
        }
    }

    private void removeResource(ResourceId id) throws SQLException {
        String after = id.text() + "#";
        String before = id.text() + "$";
        execute(entitlementsOfResource, generation, after, before);
        execute(grantsOnResource, generation, after, before);
        Optional<Long> key = keys.find(id.text());
        if (key.isPresent()) {
            execute(grantsHeld, generation, key.get());
            execute(resource, generation, key.get());
        }
    }

    private void removeEntitlement(EntitlementId id) throws SQLException {
        Optional<Long> key = keys.find(id.text());
        if (key.isPresent()) {
            execute(grantsOnEntitlement, generation, key.get());
            execute(entitlement, generation, key.get());
        }
    }

    private void removeGrant(GrantKey id) throws SQLException {
        Optional<Long> what = keys.find(id.entitlement().text());
        Optional<Long> who = keys.find(id.principal().text());
        if (what.isPresent() && who.isPresent()) {
            execute(grant, generation, what.get(), who.get(), RecordWriter.qualifier(id));
        }
    }

    private void removeHoldings(HoldingsKey id) throws SQLException {
        Optional<Long> who = keys.find(id.principal().text());
        if (who.isPresent()) {
            execute(holdings, generation, who.get(), id.resourceType() + "/", id.resourceType() + "0");
        }
    }

    private static void execute(PreparedStatement statement, Object... arguments) throws SQLException {
        Sql.bind(statement, arguments);
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        resource.close();
        entitlementsOfResource.close();
        grantsOnResource.close();
        grantsHeld.close();
        holdings.close();
        entitlement.close();
        grantsOnEntitlement.close();
        grant.close();
    }
}
