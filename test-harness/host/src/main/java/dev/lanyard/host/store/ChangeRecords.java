package dev.lanyard.host.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the store keeps of changes that were asked for: the journal of operations, by which a repeated request is known
 * again, and the audit trail. It belongs to no generation, and syncs leave it alone.
 *
 * <p>Each method commits before it returns. Several processes may write at the same time, also during a sync. Every
 * method throws a {@link StoreException} if the store cannot be used. For one thread.
 */
public final class ChangeRecords implements AutoCloseable {

    /** What has come of an operation. */
    public record Completion(StoredOperation operation, AuditEntry audit) {}

    private static final String IDENTITY = "identity";

    private final Path file;
    private final Connection connection;
    private final String salt;

    private ChangeRecords(Path file, Connection connection, String salt) {
        this.file = file;
        this.connection = connection;
        this.salt = salt;
    }

    static ChangeRecords open(Path file) {
        Connection connection = Attempt.of(file, () -> Database.openMadeIfMissing(file));
        return Attempt.orClose(file, connection, () -> {
            String salt = StoreSalt.of(connection, "");
            connection.commit();
            return new ChangeRecords(file, connection, salt);
        });
    }

    /**
     * Tells this store from every other, also after it was moved.
     *
     * @return a random text that was made with the store
     */
    public String identity() {
        return attempt(() -> {
            String identity = StoreSalt.property(connection, IDENTITY, StoreSalt.make());
            connection.commit();
            return identity;
        });
    }

    /**
     * Makes a fingerprint of texts, from which they cannot be read back.
     *
     * @param texts any texts, without secrets
     * @return a salted hash, the same for the same texts in this store only
     */
    public String fingerprint(List<String> texts) {
        return StoreSalt.fingerprint(salt, texts);
    }

    /**
     * Enters operations that are about to be asked of a connector.
     *
     * @param operations ids and fingerprints
     * @param requestedBy who asks
     * @param now the time
     * @return for each, in their order, what the journal knows of its id: what was entered now, or before
     */
    public List<StoredOperation> begin(List<StoredOperation> operations, String requestedBy, Instant now) {
        return attempt(() -> {
            List<StoredOperation> known = new ArrayList<>();
            for (StoredOperation operation : operations) {
                Sql.update(
                        connection,
                        "INSERT OR IGNORE INTO operation (id, fingerprint, state, requested_by, begun_at)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        operation.id(),
                        operation.fingerprint(),
                        operation.state().word(),
                        requestedBy,
                        now.toEpochMilli());
                known.add(find(operation.id()).orElseThrow());
            }
            connection.commit();
            return known;
        });
    }

    /**
     * Enters what has come of operations, all of them or none.
     *
     * @param completions results, each with its line of the audit trail
     */
    public void complete(List<Completion> completions) {
        attempt(() -> {
            for (Completion completion : completions) {
                StoredOperation operation = completion.operation();
                Sql.update(
                        connection,
                        "UPDATE operation SET state = ?, result = ? WHERE id = ?",
                        operation.state().word(),
                        operation.result().orElse(null),
                        operation.id());
                append(completion.audit());
            }
            connection.commit();
            return completions.size();
        });
    }

    /**
     * Adds a line to the audit trail.
     *
     * @param entries the lines
     */
    public void audit(List<AuditEntry> entries) {
        attempt(() -> {
            for (AuditEntry entry : entries) {
                append(entry);
            }
            connection.commit();
            return entries.size();
        });
    }

    /**
     * Reads the audit trail.
     *
     * @return all lines, the oldest first
     */
    public List<AuditEntry> auditTrail() {
        return attempt(() -> {
            List<AuditEntry> trail = Sql.list(
                    connection,
                    "SELECT * FROM audit ORDER BY id",
                    row -> new AuditEntry(
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getString("requested_by"),
                            row.getString("operation"),
                            row.getString("connector"),
                            row.getString("kind"),
                            row.getString("subject"),
                            row.getString("detail"),
                            row.getString("outcome"),
                            row.getString("reason"),
                            row.getString("request_id")));
            connection.commit();
            return trail;
        });
    }

    private Optional<StoredOperation> find(String id) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM operation WHERE id = ?",
                row -> new StoredOperation(
                        row.getString("id"),
                        row.getString("fingerprint"),
                        OperationState.of(row.getString("state")),
                        Sql.text(row, "result")),
                id);
    }

    private void append(AuditEntry entry) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO audit (at, requested_by, operation, connector, kind, subject, detail, outcome, reason,"
                        + " request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.at().toEpochMilli(),
                entry.requestedBy(),
                entry.operation(),
                entry.connector(),
                entry.kind(),
                entry.subject(),
                entry.detail(),
                entry.outcome(),
                entry.reason(),
                entry.requestId());
    }

    private <T> T attempt(Attempt<T> work) {
        return Attempt.orRollBack(file, connection, work);
    }

    @Override
    public void close() {
        Attempt.close(file, connection);
    }
}
