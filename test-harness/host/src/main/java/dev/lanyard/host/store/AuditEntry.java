package dev.lanyard.host.store;

import java.time.Instant;
import java.util.Objects;

/**
 * One answer to one request for a change. Holds no secret; a text that there is none for is empty.
 *
 * @param at when the answer came
 * @param requestedBy who asked
 * @param operation the operation id
 * @param connector the connector's id
 * @param kind what was asked for, name of a {@link dev.lanyard.spi.provision.ChangeKind}
 * @param subject the key of what it is about
 * @param detail what besides: the names of attributes, but not their values
 * @param outcome what came of it, the word of an {@link OperationState}
 * @param reason why, one line
 * @param requestId the id under which the system's operators find the call that decided
 */
public record AuditEntry(
        Instant at,
        String requestedBy,
        String operation,
        String connector,
        String kind,
        String subject,
        String detail,
        String outcome,
        String reason,
        String requestId) {

    /** Refuses null. */
    public AuditEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(requestedBy, "requestedBy");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(requestId, "requestId");
    }
}
