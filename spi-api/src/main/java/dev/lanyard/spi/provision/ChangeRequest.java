package dev.lanyard.spi.provision;

import java.util.Objects;

/**
 * Asks for a change.
 *
 * @param operation the platform's name for it
 * @param change what should be so afterwards
 * @param dryRun whether only to say which calls would be sent: reads may be, writes are not
 */
public record ChangeRequest(OperationId operation, Change change, boolean dryRun) {

    /** Refuses null. */
    public ChangeRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(change, "change");
    }

    /**
     * Asks for a change under an id of its own.
     *
     * @param change what should be so afterwards
     * @return the request
     */
    public static ChangeRequest of(Change change) {
        return new ChangeRequest(OperationId.random(), change, false);
    }
}
