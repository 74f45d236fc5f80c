package dev.lanyard.spi.model;

/**
 * One thing that a sync found.
 *
 * <p>Records arrive in any order: a grant may come before its principal. A record that arrives twice is the same both
 * times, or the later one counts.
 */
public sealed interface SyncRecord permits Resource, Entitlement, Grant, Removal {

    /**
     * What the record is about.
     *
     * @return its identity; for a {@link Removal} the identity of what is gone
     */
    RecordKey key();
}
