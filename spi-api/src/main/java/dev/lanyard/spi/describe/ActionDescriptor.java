package dev.lanyard.spi.describe;

import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that the connector can do besides, with arguments and results of its own.
 *
 * @param id its id, unique among the connector's changes and actions: lower-case letters, digits and hyphens
 * @param displayName the name that people know it by
 * @param description what it does, one or two sentences
 * @param resourceType the id of the resource type that it is run on, or empty if it takes no resource
 * @param arguments what it must be told, in the language of settings; no secrets
 * @param results what it answers, in the same language; no secrets
 * @param permissions what the connector must be allowed to do in the system
 * @param privilegedRoles what the connector must be besides for some objects, least privileged first, under the
 *     system's names; mostly none
 */
public record ActionDescriptor(
        String id,
        String displayName,
        String description,
        Optional<String> resourceType,
        ConfigSchema arguments,
        ConfigSchema results,
        List<Permission> permissions,
        List<String> privilegedRoles) {

    /** Keeps copies. */
    public ActionDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(resourceType, "resourceType");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(results, "results");
        permissions = List.copyOf(permissions);
        privilegedRoles = List.copyOf(privilegedRoles);
    }
}
