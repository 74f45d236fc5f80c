package dev.lanyard.spi.event;

import dev.lanyard.spi.model.ResourceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody used something, or tried to.
 *
 * @param id identifies the event
 * @param at when it happened, by the system's clock
 * @param principal who
 * @param used what was used, such as an application, or empty if the system names nothing that a sync reads
 * @param successful whether the principal was let in
 */
public record UsageEvent(String id, Instant at, ResourceId principal, Optional<ResourceId> used, boolean successful)
        implements Event {

    /** Refuses null and an empty id. */
    public UsageEvent {
        if (Objects.requireNonNull(id, "id").isEmpty()) {
            throw new IllegalArgumentException("an event must have an id");
        }
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(used, "used");
    }
}
