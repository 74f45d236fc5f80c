package dev.lanyard.host.sync;

/**
 * A kind of record of which suspiciously fewer were seen than before.
 *
 * @param kind a resource type such as {@code user}, or an entitlement such as {@code group#member} for its grants
 * @param before how many readers see now
 * @param after how many the new generation has
 */
public record Fall(String kind, long before, long after) {}
