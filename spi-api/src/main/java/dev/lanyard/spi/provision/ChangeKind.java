package dev.lanyard.spi.provision;

/** What a change does. */
public enum ChangeKind {
    /** Makes a resource. */
    CREATE,
    /** Sets or takes away attributes of a resource. */
    UPDATE,
    /** Switches a resource on. */
    ENABLE,
    /** Switches a resource off. */
    DISABLE,
    /** Deletes a resource; where the system allows it, it can be restored for a while. */
    DELETE,
    /** Deletes a resource for good, also one that could still be restored. */
    PURGE,
    /** Brings a deleted resource back. */
    RESTORE,
    /** Gives a principal an entitlement. */
    GRANT,
    /** Takes an entitlement from a principal. */
    REVOKE,
    /** Puts a new secret in the place of an old one. */
    ROTATE,
    /** Runs one of the connector's actions. */
    ACTION
}
