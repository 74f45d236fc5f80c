package dev.lanyard.spi.event;

/** What became of the subject of a {@link ChangeEvent}. */
public enum ChangeKind {
    /** A resource is new, or there again. */
    RESOURCE_CREATED,
    /** A resource has other attributes than before. */
    RESOURCE_CHANGED,
    /** A resource is gone, perhaps to be restored. */
    RESOURCE_DELETED,
    /** A principal was given an entitlement. */
    GRANT_ADDED,
    /** An entitlement was taken from a principal. */
    GRANT_REMOVED
}
