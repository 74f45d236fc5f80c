package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * An entitlement as the store keeps it.
 *
 * @param key its identity
 * @param displayName the name that people know it by
 * @param purpose name of a {@link dev.lanyard.spi.model.Purpose}
 * @param principalTypes ids of the resource types that may have it, sorted
 * @param refusal why it can be neither granted nor revoked
 */
public record StoredEntitlement(
        EntitlementId key, String displayName, String purpose, List<String> principalTypes, Optional<Refusal> refusal) {

    /** Keeps a copy. */
    public StoredEntitlement {
        principalTypes = List.copyOf(principalTypes);
    }
}
