package dev.lanyard.host.store;

import java.util.Objects;
import java.util.Optional;

/**
 * What the store knows of an operation id.
 *
 * @param id the operation id
 * @param fingerprint what was asked for, as {@link ChangeRecords#fingerprint} makes it
 * @param state how far it has come
 * @param result what the connector answered last, as JSON; empty if it has not answered
 */
public record StoredOperation(String id, String fingerprint, OperationState state, Optional<String> result) {

    /** Refuses null. */
    public StoredOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(result, "result");
    }
}
