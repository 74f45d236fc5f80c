package dev.lanyard.spi.model;

/** Whether a resource is in use. */
public enum Status {
    /** In use. */
    ENABLED,
    /** Switched off; it can be switched on again. */
    DISABLED,
    /** Deleted, but it can still be restored. */
    DELETED
}
