package dev.lanyard.simulator.tenant;

import java.util.Set;

/** One entry of a tenant's change log, which incremental reads are answered from. */
public sealed interface Change {

    /** The version of the directory that the change led to. */
    long version();

    /** The object that changed, or whose link changed. */
    String id();

    /** Its type. */
    ObjectType type();

    /** The object was added, came back, or has other values in these properties. */
    record Put(long version, String id, ObjectType type, Set<String> properties) implements Change {}

    /** The object is gone, for good or restorable. */
    record Removed(long version, String id, ObjectType type, boolean permanent) implements Change {}

    /** The object was linked to another. */
    record Linked(long version, String id, ObjectType type, Link link, String other, ObjectType otherType)
            implements Change {}

    /** The object is no longer linked to another. */
    record Unlinked(long version, String id, ObjectType type, Link link, String other, ObjectType otherType)
            implements Change {}
}
