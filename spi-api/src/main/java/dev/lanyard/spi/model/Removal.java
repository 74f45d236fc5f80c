package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * Says that something is gone. Removing a resource also removes its entitlements and every grant on them or held by it;
 * removing an entitlement also removes its grants. Removing what is not there is no error.
 *
 * @param key what is gone
 */
public record Removal(RecordKey key) implements SyncRecord {

    /** Refuses null. */
    public Removal {
        Objects.requireNonNull(key, "key");
    }
}
