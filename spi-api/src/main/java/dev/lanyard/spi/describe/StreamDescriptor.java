package dev.lanyard.spi.describe;

import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Something that can be read.
 *
 * @param id its id, unique in the connector: lower-case letters, digits and hyphens
 * @param displayName the name that people know it by
 * @param description what it yields, one or two sentences
 * @param resourceTypes ids of the resource types whose resources, entitlements and grants it yields
 * @param incremental whether a finished read leaves a checkpoint from which only changes can be read; a stream without
 *     checkpoints is small, and read whole by every sync
 * @param permissions what the connector must be allowed to do in the system
 */
public record StreamDescriptor(
        String id,
        String displayName,
        String description,
        Set<String> resourceTypes,
        boolean incremental,
        List<Permission> permissions) {

    /** Keeps copies. */
    public StreamDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        resourceTypes = Set.copyOf(resourceTypes);
        permissions = List.copyOf(permissions);
    }
}
