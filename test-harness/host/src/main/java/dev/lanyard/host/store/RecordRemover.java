package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.ResourceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes back what one source has put into a generation, inside a transaction of its caller's; what other sources have
 * put there is not this one's to remove. In a generation of changes it also notes what is to be taken from the
 * generation that they will be applied to.
 */
final class RecordRemover implements AutoCloseable {

    private static final String OWN = " AND generation = ? AND source = ?";
    private static final String OF_RESOURCE = " IN (SELECT id FROM record_key WHERE text > ? AND text < ?)";

    private final long generation;
    private final boolean changes;
    private final KeyDictionary keys;
    private final PreparedStatement resource;
    private final PreparedStatement entitlementsOfResource;
    private final PreparedStatement grantsOnResource;
    private final PreparedStatement grantsHeld;
    private final PreparedStatement holdings;
    private final PreparedStatement entitlement;
    private final PreparedStatement grantsOnEntitlement;
    private final PreparedStatement grant;
    private final PreparedStatement note;

    RecordRemover(Connection connection, long generation, boolean changes, KeyDictionary keys) throws SQLException {
        this.generation = generation;
        this.changes = changes;
        this.keys = keys;
        resource = connection.prepareStatement("DELETE FROM resource WHERE key = ?" + OWN);
        entitlementsOfResource = connection.prepareStatement("DELETE FROM entitlement WHERE key" + OF_RESOURCE + OWN);
        grantsOnResource = connection.prepareStatement("DELETE FROM grant WHERE entitlement" + OF_RESOURCE + OWN);
        grantsHeld = connection.prepareStatement("DELETE FROM grant WHERE principal = ?" + OWN);
        holdings = connection.prepareStatement(
                "DELETE FROM grant WHERE principal = ? AND entitlement" + OF_RESOURCE + OWN);
        entitlement = connection.prepareStatement("DELETE FROM entitlement WHERE key = ?" + OWN);
        grantsOnEntitlement = connection.prepareStatement("DELETE FROM grant WHERE entitlement = ?" + OWN);
        grant = connection.prepareStatement(
                "DELETE FROM grant WHERE entitlement = ? AND principal = ? AND qualifier = ?" + OWN);
        note = connection.prepareStatement("INSERT OR REPLACE INTO removal"
                + " (kind, what, principal, qualifier, read_at, generation, source) VALUES (?, ?, ?, ?, ?, ?, ?)");
    }

    void remove(RecordKey key, long source, long readAt) throws SQLException {
        if (key instanceof ResourceId id) {
            removeResource(id, source, readAt);
        } else if (key instanceof EntitlementId id) {
            removeEntitlement(id, source, readAt);
        } else if (key instanceof GrantKey id) {
            removeGrant(id, source, readAt);
        } else if (key instanceof HoldingsKey id) {
            removeHoldings(id, source, readAt);
        } else if (key instanceof LeftOutKey id) {
            leaveOut(id.resource(), source, readAt);
        }
    }

    private void removeResource(ResourceId id, long source, long readAt) throws SQLException {
        note(source, "resource", id.text(), "", "", readAt);
        execute(source, entitlementsOfResource, id.text() + "#", id.text() + "$");
        execute(source, grantsOnResource, id.text() + "#", id.text() + "$");
        Optional<Long> key = keys.find(id.text());
        if (key.isPresent()) {
            if (!changes) {
                // Whether a changed resource is gone or was only read anew is known when all changes are.
                execute(source, grantsHeld, key.get());
            }
            execute(source, resource, key.get());
        }
    }

    private void leaveOut(ResourceId id, long source, long readAt) throws SQLException {
        note(source, "left-out", id.text(), "", "", readAt);
        execute(source, entitlementsOfResource, id.text() + "#", id.text() + "$");
        execute(source, grantsOnResource, id.text() + "#", id.text() + "$");
        Optional<Long> key = keys.find(id.text());
        if (key.isPresent()) {
            execute(source, resource, key.get());
        }
    }

    private void removeEntitlement(EntitlementId id, long source, long readAt) throws SQLException {
        note(source, "entitlement", id.text(), "", "", readAt);
        Optional<Long> key = keys.find(id.text());
        if (key.isPresent()) {
            execute(source, grantsOnEntitlement, key.get());
            execute(source, entitlement, key.get());
        }
    }

    private void removeGrant(GrantKey id, long source, long readAt) throws SQLException {
        String qualifier = RecordWriter.qualifier(id);
        note(source, "grant", id.entitlement().text(), id.principal().text(), qualifier, readAt);
        Optional<Long> what = keys.find(id.entitlement().text());
        Optional<Long> who = keys.find(id.principal().text());
        if (what.isPresent() && who.isPresent()) {
            execute(source, grant, what.get(), who.get(), qualifier);
        }
    }

    private void removeHoldings(HoldingsKey id, long source, long readAt) throws SQLException {
        note(source, "holdings", id.resourceType(), id.principal().text(), "", readAt);
        Optional<Long> who = keys.find(id.principal().text());
        if (who.isPresent()) {
            // '0' follows '/': all keys of the type, and no other.
            execute(source, holdings, who.get(), id.resourceType() + "/", id.resourceType() + "0");
        }
    }

    private void note(long source, String kind, String what, String principal, String qualifier, long readAt)
            throws SQLException {
        if (changes) {
            execute(source, note, kind, what, principal, qualifier, readAt);
        }
    }

    private void execute(long source, PreparedStatement statement, Object... arguments) throws SQLException {
        Object[] all = new Object[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = generation;
        all[arguments.length + 1] = source;
        Sql.bind(statement, all);
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
        note.close();
    }
}
