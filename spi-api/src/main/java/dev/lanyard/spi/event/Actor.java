package dev.lanyard.spi.event;

import dev.lanyard.spi.model.ResourceId;
import java.util.Objects;
import java.util.Optional;

/**
 * Who did something.
 *
 * @param id the resource that acted, or empty if it is none that the connector reads
 * @param name what people know it by, such as a user principal name or an application's name; never empty
 */
public record Actor(Optional<ResourceId> id, String name) {

    /** Refuses null and an empty name. */
    public Actor {
        Objects.requireNonNull(id, "id");
        if (Objects.requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("an actor must have a name");
        }
    }
}
