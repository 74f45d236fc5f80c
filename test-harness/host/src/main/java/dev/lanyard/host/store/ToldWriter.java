package dev.lanyard.host.store;

import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Takes what a feed tells into what was told, and lays it over the current generation, inside one transaction of its
 * caller's. Records may come in any order: of two about the same key the later one counts, and so does a removal
 * against all that it takes with it. At the same microsecond the one that is told last counts.
 */
final class ToldWriter implements AutoCloseable {

    private final Connection connection;
    private final ToldRecords told;
    private final KeyDictionary keys;
    private final long current;
    private final long telling;
    private final long replaced;
    private final RecordWriter intoTold;
    private final RecordWriter intoCurrent;

    ToldWriter(Connection connection, long current) throws SQLException {
        this.connection = connection;
        this.current = current;
        told = new ToldRecords(connection);
        telling = begun(GenerationState.TOLD);
        replaced = begun(GenerationState.REPLACED);
        keys = new KeyDictionary(connection);
        intoTold = new RecordWriter(connection, telling, false, keys);
        intoCurrent = new RecordWriter(connection, current, false, keys);
    }

    private long begun(GenerationState state) throws SQLException {
        Optional<Long> before = Generations.find(connection, state);
        if (before.isPresent()) {
            return before.get();
        }
        Sql.update(
                connection,
                "INSERT INTO generation (state, connector, connector_version, fingerprint, streams, started_at,"
                        + " read_whole_at) SELECT ?, connector, connector_version, fingerprint, streams, started_at,"
                        + " read_whole_at FROM generation WHERE id = ?",
                state.stored(),
                current);
        return Generations.find(connection, state).orElseThrow();
    }

    /**
     * Takes in one record.
     *
     * @param again whether the same event gives again the resource that this removes: it was only read anew
     * @param streams the streams that read such records, comma-separated
     * @return false if it says nothing new: it is older than what those streams have read, or than what was told
     */
    boolean take(SyncRecord record, boolean again, long at, String streams) throws SQLException {
        Optional<Long> from = ToldRecords.readFrom(connection, current, streams).map(Micros::of);
        if (from.isEmpty() || at < from.get()) {
            return false;
        }
        long source = source(streams);
        if (record instanceof Removal removal) {
            RecordKey key = removal.key();
            remove(again && key instanceof ResourceId id ? new LeftOutKey(id) : key, at, source);
            return true;
        }
        return put(record, at, source);
    }

    private long source(String streams) throws SQLException {
        Sql.update(connection, "INSERT OR IGNORE INTO source (stream, shard) VALUES ('', ?)", streams);
        return Sql.first(
                        connection,
                        "SELECT id FROM source WHERE stream = '' AND shard = ?",
                        row -> row.getLong(1),
                        streams)
                .orElseThrow();
    }

    private boolean put(SyncRecord record, long at, long source) throws SQLException {
        Reach own = own(record.key());
        if (isGoneLater(record, at) || isLater(own, at)) {
            return false;
        }
        intoTold.apply(record, source, at);
        told.setAside(own, current, replaced, at);
        intoCurrent.apply(record, source, at);
        return true;
    }

    private void remove(RecordKey key, long at, long source) throws SQLException {
        String kind = "resource";
        List<String> what = List.of(key.text(), "", "");
        List<Reach> reaches;
        if (key instanceof EntitlementId id) {
            kind = "entitlement";
            reaches = Reach.of(id);
        } else if (key instanceof GrantKey id) {
            kind = "grant";
            what = List.of(id.entitlement().text(), id.principal().text(), RecordWriter.qualifier(id));
            reaches = Reach.of(id);
        } else if (key instanceof HoldingsKey id) {
            kind = "holdings";
            what = List.of(id.resourceType(), id.principal().text(), "");
            reaches = Reach.of(id);
        } else if (key instanceof LeftOutKey id) {
            kind = "left-out";
            what = List.of(id.resource().text(), "", "");
            reaches = Reach.ofStreamOf(id.resource());
        } else {
            reaches = Reach.of((ResourceId) key);
        }
        Sql.update(
                connection,
                "INSERT INTO removal (generation, source, kind, what, principal, qualifier, read_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                        + " read_at = max(read_at, excluded.read_at)",
                telling,
                source,
                kind,
                what.get(0),
                what.get(1),
                what.get(2),
                at);
        for (Reach reach : reaches) {
            told.delete(reach, telling, "read_at <= ?", at);
            told.setAside(reach, current, replaced, at);
        }
    }

    private static Reach own(RecordKey key) {
        if (key instanceof GrantKey id) {
            return Reach.of(id).get(0);
        }
        return new Reach(
                key instanceof EntitlementId ? "entitlement" : "resource",
                "key = (SELECT id FROM record_key WHERE text = ?)",
                List.of(key.text()));
    }

    /** Whether a sync has read it, or another event has told of it, later. */
    private boolean isLater(Reach own, long at) throws SQLException {
        Object[] arguments = new Object[own.arguments().size() + 2];
        arguments[0] = current;
        System.arraycopy(
                own.arguments().toArray(), 0, arguments, 1, own.arguments().size());
        arguments[arguments.length - 1] = at;
        return Sql.first(
                        connection,
                        "SELECT 1 FROM " + own.table() + " WHERE generation = ? AND " + own.where()
                                + " AND read_at > ?",
                        row -> row.getInt(1),
                        arguments)
                .isPresent();
    }

    private boolean isGoneLater(SyncRecord record, long at) throws SQLException {
        if (record instanceof Resource found) {
            return isGoneLater(found.key(), at);
        }
        if (record instanceof Entitlement found) {
            return isGoneLater(found.key(), at);
        }
        GrantKey id = ((Grant) record).key();
        String who = id.principal().text();
        return isGoneLater(id.entitlement(), at)
                || isGoneLater("resource", who, "", "", at)
                || isGoneLater("grant", id.entitlement().text(), who, RecordWriter.qualifier(id), at)
                || isGoneLater("holdings", id.entitlement().resource().type(), who, "", at);
    }

    private boolean isGoneLater(EntitlementId id, long at) throws SQLException {
        return isGoneLater("entitlement", id.text(), "", "", at) || isGoneLater(id.resource(), at);
    }

    private boolean isGoneLater(ResourceId id, long at) throws SQLException {
        return isGoneLater("resource", id.text(), "", "", at) || isGoneLater("left-out", id.text(), "", "", at);
    }

    private boolean isGoneLater(String kind, String what, String principal, String qualifier, long at)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM removal WHERE generation = ? AND source IN " + ToldRecords.SOURCES
                                + " AND kind = ? AND what = ? AND principal = ? AND qualifier = ? AND read_at > ?",
                        row -> row.getInt(1),
                        telling,
                        kind,
                        what,
                        principal,
                        qualifier,
                        at)
                .isPresent();
    }

    @Override
    public void close() throws SQLException {
        intoTold.close();
        intoCurrent.close();
        keys.close();
    }
}
