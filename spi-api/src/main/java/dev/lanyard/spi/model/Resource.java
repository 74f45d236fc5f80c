package dev.lanyard.spi.model;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Anything in the system that has an identity of its own.
 *
 * @param key its identity
 * @param displayName the name that people know it by; never blank: a connector falls back to the id
 * @param status whether it is in use
 * @param traits what it is to a platform that knows nothing of the system
 * @param parent the resource that it belongs to, or empty; parents never loop
 * @param attributes what else is known of it, under the system's own names and those of {@link KnownAttributes}
 */
public record Resource(
        ResourceId key,
        String displayName,
        Status status,
        Set<Trait> traits,
        Optional<ResourceId> parent,
        Attributes attributes)
        implements SyncRecord {

    /** Refuses null and a blank name. */
    public Resource {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(status, "status");
        traits = Set.copyOf(traits);
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(attributes, "attributes");
        if (displayName.isBlank()) {
            throw new IllegalArgumentException("a display name must not be blank: " + key.text());
        }
    }
}
