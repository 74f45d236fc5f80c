package dev.lanyard.host.export;

/** The kinds of record that a store holds, each of which makes a table of its own. */
public enum RecordKind {
    /** Accounts, groups and whatever else has an identity. */
    RESOURCES,
    /** What can be had. */
    ENTITLEMENTS,
    /** Who has it. */
    GRANTS
}
