package dev.lanyard.host.store;

import java.util.List;

/**
 * Something that a principal has.
 *
 * @param entitlement what
 * @param resource the resource on which it is had
 * @param terms whether it must be activated first, and how long it lasts; through others, as long as every step does
 * @param path the resources through which the principal has it, its own side first; empty if granted to itself
 */
public record HeldEntitlement(Named entitlement, Named resource, Terms terms, List<Named> path) {

    /** Keeps a copy. */
    public HeldEntitlement {
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
