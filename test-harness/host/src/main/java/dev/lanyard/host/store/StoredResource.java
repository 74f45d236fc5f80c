package dev.lanyard.host.store;

import dev.lanyard.spi.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * A resource as the store keeps it.
 *
 * @param key its identity
 * @param displayName the name that people know it by
 * @param status name of a {@link dev.lanyard.spi.model.Status}
 * @param traits names of {@link dev.lanyard.spi.model.Trait}s, sorted
 * @param parent the canonical key text of the resource that it belongs to
 * @param attributes one JSON object, names sorted; points in time are ISO-8601 texts
 */
public record StoredResource(
        ResourceId key,
        String displayName,
        String status,
        List<String> traits,
        Optional<String> parent,
        String attributes) {

    /** Keeps a copy. */
    public StoredResource {
        traits = List.copyOf(traits);
    }
}
