package dev.lanyard.host.store;

import java.util.List;

/**
 * Someone or something that has an entitlement.
 *
 * @param principal who
 * @param terms whether it must be activated first, and how long it lasts; through others, as long as every step does
 * @param external whether the principal was not read: no stream of the connector reads such, or settings leave it out
 * @param path the resources through which the principal has it, its own side first; empty if granted to itself
 */
public record Holder(Named principal, Terms terms, boolean external, List<Named> path) {

    /** Keeps a copy. */
    public Holder {
        path = List.copyOf(path);
    }

    /**
     * Whether it was granted to the principal itself.
     *
     * @return true without a path
     */
    public boolean direct() {
        return path.isEmpty();
    }
}
