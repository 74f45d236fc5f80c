package dev.lanyard.host.store;

import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts records into one generation, inside a transaction of its caller's. A record that is there already is replaced.
 */
final class RecordWriter implements AutoCloseable {

    private final long generation;
    private final KeyDictionary keys;
    private final RecordRemover remover;
    private final PreparedStatement resource;
    private final PreparedStatement name;
    private final PreparedStatement entitlement;
    private final PreparedStatement grant;

    RecordWriter(Connection connection, long generation, boolean changes, KeyDictionary keys) throws SQLException {
        this.generation = generation;
        this.keys = keys;
        remover = new RecordRemover(connection, generation, changes, keys);
        resource = connection.prepareStatement("INSERT INTO resource (generation, key, source, display_name, status,"
                + " traits, parent, attributes, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (generation, key) DO UPDATE SET source = excluded.source,"
                + " display_name = excluded.display_name, status = excluded.status, traits = excluded.traits,"
                + " parent = excluded.parent, attributes = excluded.attributes, read_at = excluded.read_at");
        name = connection.prepareStatement(
                "INSERT OR IGNORE INTO resource_name (generation, name, key) VALUES (?, ?, ?)");
        entitlement =
                connection.prepareStatement("INSERT OR REPLACE INTO entitlement (generation, key, source, resource,"
                        + " display_name, purpose, principal_types, refusal_code, refusal_reason, read_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        grant = connection.prepareStatement(
                "INSERT OR REPLACE INTO grant (generation, entitlement, principal, qualifier,"
                        + " source, holding, scope, through, expandable, external, valid_from, valid_until, attributes,"
                        + " read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }

    /** Applies a record that comes from a source and was as it says at a time, in microseconds. */
    void apply(SyncRecord record, long source, long readAt) throws SQLException {
        if (record instanceof Resource found) {
            put(found, source, readAt);
        } else if (record instanceof Entitlement found) {
            put(found, source, readAt);
        } else if (record instanceof Grant found) {
            put(found, source, readAt);
        } else if (record instanceof Removal removal) {
            remover.remove(removal.key(), source, readAt);
        }
    }

    private void put(Resource found, long source, long readAt) throws SQLException {
        long key = keys.number(found.key().text());
        Sql.bind(
                resource,
                generation,
                key,
                source,
                found.displayName(),
                found.status().name(),
                names(found.traits()),
                found.parent().isEmpty()
                        ? null
                        : keys.number(found.parent().get().text()),
                AttributeJson.write(found.attributes()),
                readAt);
        resource.executeUpdate();
        for (String folded : LookupNames.of(found)) {
            Sql.bind(name, generation, folded, key);
            name.executeUpdate();
        }
    }

    private void put(Entitlement found, long source, long readAt) throws SQLException {
        EntitlementId id = found.key();
        Sql.bind(
                entitlement,
                generation,
                keys.number(id.text()),
                source,
                keys.number(id.resource().text()),
                found.displayName(),
                found.purpose().name(),
                found.principalTypes().stream().sorted().collect(Collectors.joining(",")),
                found.refusal().map(Refusal::code).orElse(null),
                found.refusal().map(Refusal::reason).orElse(null),
                readAt);
        entitlement.executeUpdate();
    }

    private void put(Grant found, long source, long readAt) throws SQLException {
        GrantKey id = found.key();
        Sql.bind(
                grant,
                generation,
                keys.number(id.entitlement().text()),
                keys.number(id.principal().text()),
                qualifier(id),
                source,
                id.holding().name(),
                id.scope().orElse(null),
                through(id),
                found.expandable(),
                found.external(),
                found.validity().from().map(Instant::toString).orElse(null),
                found.validity().until().map(Instant::toString).orElse(null),
                AttributeJson.write(found.attributes()),
                readAt);
        grant.executeUpdate();
    }

    private @Nullable Long through(GrantKey id) throws SQLException {
        ResourceId by = id.through().orElse(null);
        return by == null ? null : keys.number(by.text());
    }

    /** What a grant's key says beside entitlement and principal, in its canonical text; mostly empty. */
    static String qualifier(GrantKey id) {
        boolean plain = id.holding() == Holding.ACTIVE
                && id.scope().isEmpty()
                && id.through().isEmpty();
        return plain
                ? ""
                : id.text()
                        .substring(GrantKey.direct(id.entitlement(), id.principal())
                                .text()
                                .length());
    }

    private static String names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    @Override
    public void close() throws SQLException {
        remover.close();
        resource.close();
        name.close();
        entitlement.close();
        grant.close();
    }
}
