package dev.lanyard.spi.model;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Something that can be had on a resource.
 *
 * @param key its identity
 * @param displayName the name that people know it by, not blank
 * @param purpose what it means to have it
 * @param principalTypes the resource types that may have it; a grant to any other type is an error of the connector
 * @param refusal why it can be neither granted nor revoked through this connector, or empty if it can
 */
public record Entitlement(
        EntitlementId key, String displayName, Purpose purpose, Set<String> principalTypes, Optional<Refusal> refusal)
        implements SyncRecord {

    /** Refuses null and a blank name. */
    public Entitlement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(purpose, "purpose");
        principalTypes = Set.copyOf(principalTypes);
        Objects.requireNonNull(refusal, "refusal");
        if (displayName.isBlank()) {
            throw new IllegalArgumentException("a display name must not be blank: " + key.text());
        }
    }

    /**
     * Whether it can be granted and revoked through this connector.
     *
     * @return true unless refused
     */
    public boolean grantable() {
        return refusal.isEmpty();
    }
}
