package dev.lanyard.spi.describe;

import dev.lanyard.spi.model.Purpose;
import java.util.Objects;
import java.util.Set;

/**
 * An entitlement that resources of a type have.
 *
 * @param slug what it is, unique on the resource type, for example {@code member}
 * @param displayName the name that people know it by
 * @param purpose what it means to have it
 * @param principalTypes ids of the resource types that may have it
 */
public record EntitlementDescriptor(String slug, String displayName, Purpose purpose, Set<String> principalTypes) {

    /** Keeps a copy. */
    public EntitlementDescriptor {
        Objects.requireNonNull(slug, "slug");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(purpose, "purpose");
        principalTypes = Set.copyOf(principalTypes);
    }
}
