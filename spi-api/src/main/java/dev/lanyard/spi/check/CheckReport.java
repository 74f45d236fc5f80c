package dev.lanyard.spi.check;

import java.util.List;

/**
 * What works with a configuration, capability by capability, and what has to be permitted for it.
 *
 * @param capabilities a status for each stream of the descriptor, in the descriptor's order
 * @param changes a status for each change of the descriptor, then for each action, in the descriptor's order
 * @param feeds a status for each feed of the descriptor, in the descriptor's order
 * @param settings a status for each setting that is switched on and needs a permission or a licence, in the schema's
 *     order
 * @param observations what an administrator should know although everything works, such as a secret that is about to
 *     expire, a clock that is off, or a permission that is wider than needed
 * @param toRead what to permit so that everything can be read that this configuration asks for
 * @param toChange what to permit so that everything can be changed as well: instead of {@code toRead}, not besides it
 */
public record CheckReport(
        List<CapabilityStatus> capabilities,
        List<ChangeStatus> changes,
        List<CapabilityStatus> feeds,
        List<CapabilityStatus> settings,
        List<Finding> observations,
        List<NeededPermission> toRead,
        List<NeededPermission> toChange) {

    /** Keeps copies. */
    public CheckReport {
        capabilities = List.copyOf(capabilities);
        changes = List.copyOf(changes);
        feeds = List.copyOf(feeds);
        settings = List.copyOf(settings);
        observations = List.copyOf(observations);
        toRead = List.copyOf(toRead);
        toChange = List.copyOf(toChange);
    }

    /**
     * Reports of a connector whose settings need nothing, and that observes nothing besides.
     *
     * @param capabilities a status for each stream of the descriptor, in the descriptor's order
     * @param changes a status for each change of the descriptor, then for each action, in the descriptor's order
     * @param feeds a status for each feed of the descriptor, in the descriptor's order
     * @param toRead what to permit so that everything can be read
     * @param toChange what to permit so that everything can be changed as well
     */
    public CheckReport(
            List<CapabilityStatus> capabilities,
            List<ChangeStatus> changes,
            List<CapabilityStatus> feeds,
            List<NeededPermission> toRead,
            List<NeededPermission> toChange) {
        this(capabilities, changes, feeds, List.of(), List.of(), toRead, toChange);
    }

    /**
     * Reports of a connector without feeds.
     *
     * @param capabilities a status for each stream of the descriptor, in the descriptor's order
     * @param changes a status for each change of the descriptor, then for each action, in the descriptor's order
     * @param toRead what to permit so that everything can be read
     * @param toChange what to permit so that everything can be changed as well
     */
    public CheckReport(
            List<CapabilityStatus> capabilities,
            List<ChangeStatus> changes,
            List<NeededPermission> toRead,
            List<NeededPermission> toChange) {
        this(capabilities, changes, List.of(), toRead, toChange);
    }

    /**
     * Reports of a connector that changes nothing, and of a system that knows no permissions.
     *
     * @param capabilities a status for each stream of the descriptor, in the descriptor's order
     */
    public CheckReport(List<CapabilityStatus> capabilities) {
        this(capabilities, List.of(), List.of(), List.of());
    }

    /**
     * Whether everything can be read. What cannot be changed does not count: a platform that only reads need not be
     * permitted more.
     *
     * @return true if each stream is ready or degraded
     */
    public boolean usable() {
        return capabilities.stream().noneMatch(status -> status.readiness() == Readiness.BLOCKED);
    }
}
