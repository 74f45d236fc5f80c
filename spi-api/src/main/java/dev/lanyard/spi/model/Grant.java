package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * Says that a principal has an entitlement.
 *
 * @param key who has what
 * @param expandable whether everyone who belongs to the principal has the entitlement too, as with a group in a group
 * @param external whether the principal is one that no stream of this connector reads. One that could be read and is
 *     not, because settings leave it out or it is malformed, is told of by the stream that would read it, as a
 *     {@link dev.lanyard.spi.sync.SkippedRow} with its key: whoever reads the grant may know nothing but the key
 * @param validity from when until when
 * @param attributes what the system says of the grant besides, such as why it does not take effect; mostly none
 */
public record Grant(GrantKey key, boolean expandable, boolean external, Validity validity, Attributes attributes)
        implements SyncRecord {

    /** Refuses null. */
    public Grant {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(attributes, "attributes");
    }

    /**
     * A grant of which nothing else is known.
     *
     * @param key who has what
     * @param expandable whether everyone who belongs to the principal has the entitlement too
     * @param external whether the principal is one that no stream of this connector reads
     * @param validity from when until when
     */
    public Grant(GrantKey key, boolean expandable, boolean external, Validity validity) {
        this(key, expandable, external, validity, Attributes.NONE);
    }
}
