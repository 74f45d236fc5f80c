package dev.lanyard.host.connectors;

import java.time.Instant;
import java.util.Objects;

/**
 * How a connector is doing, since when, and why.
 *
 * @param state its state
 * @param since since when it has been in this state
 * @param reason why, one line, without secrets
 * @param remedy what to do, one line; empty if there is nothing to do
 */
public record Condition(ConnectorState state, Instant since, String reason, String remedy) {

    /** Refuses null. */
    public Condition {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }
}
