package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * Says that a principal has an entitlement.
 *
 * @param key who has what
 * @param expandable whether everyone who belongs to the principal has the entitlement too, as with a group in a group
 * @param external whether the principal is one that no stream of this connector reads
 * @param validity from when until when
 */
public record Grant(GrantKey key, boolean expandable, boolean external, Validity validity) implements SyncRecord {

    /** Refuses null. */
    public Grant {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(validity, "validity");
    }
}
