package dev.lanyard.spi.model;

/**
 * The identity of a record: the same from run to run and from process to process.
 *
 * <p>{@link #text()} writes a key in one canonical way, so that equal keys have equal texts and different keys
 * different ones: {@code group/G} for a resource, {@code group/G#member} for an entitlement,
 * {@code group/G#member@user/U} for a grant.
 */
public sealed interface RecordKey permits ResourceId, EntitlementId, GrantKey, HoldingsKey, LeftOutKey {

    /**
     * Writes this key as text.
     *
     * @return the canonical text, without line breaks
     */
    String text();
}
