package dev.lanyard.spi.describe;

import dev.lanyard.spi.model.Trait;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A type of resource.
 *
 * @param id its id, unique in the connector: lower-case letters, digits and hyphens
 * @param displayName the name that people know it by
 * @param traits what resources of this type can be; a single one may have fewer
 * @param entitlements what can be had on a resource of this type
 */
public record ResourceTypeDescriptor(
        String id, String displayName, Set<Trait> traits, List<EntitlementDescriptor> entitlements) {

    /** Keeps copies. */
    public ResourceTypeDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        traits = Set.copyOf(traits);
        entitlements = List.copyOf(entitlements);
    }
}
