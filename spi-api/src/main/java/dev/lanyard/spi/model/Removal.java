package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * Says that something is gone. Removing a resource also removes its entitlements and every grant on them or held by it;
 * removing an entitlement also removes its grants; removing holdings removes the grants; leaving out a resource keeps
 * what it holds. Removing what is not there is no error.
 *
 * <p>In an incremental read a removal speaks of what earlier reads have yielded. What the same partition yields
 * <em>after</em> the removal counts; so a resource whose entitlements and grants are read anew is removed first and
 * given again. Such a resource has not gone away, and what it holds on other resources stays. What other partitions
 * yield in the same sync stays too.
 *
 * @param key what is gone
 */
public record Removal(RecordKey key) implements SyncRecord {

    /** Refuses null. */
    public Removal {
        Objects.requireNonNull(key, "key");
    }
}
