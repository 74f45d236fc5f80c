package dev.lanyard.host.connectors;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a connector's doings.
 *
 * @param condition how it is doing now
 * @param checkedAt when it was last tried, to the end
 * @param syncedAt when readers were last given something new
 */
public record Status(Condition condition, Optional<Instant> checkedAt, Optional<Instant> syncedAt) {

    /** Refuses null. */
    public Status {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(checkedAt, "checkedAt");
        Objects.requireNonNull(syncedAt, "syncedAt");
    }
}
