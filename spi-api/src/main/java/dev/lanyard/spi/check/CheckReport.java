package dev.lanyard.spi.check;

import java.util.List;

/**
 * What works with a configuration, capability by capability.
 *
 * @param capabilities a status for each stream of the descriptor, in the descriptor's order
 */
public record CheckReport(List<CapabilityStatus> capabilities) {

    /** Keeps a copy. */
    public CheckReport {
        capabilities = List.copyOf(capabilities);
    }

    /**
     * Whether everything works.
     *
     * @return true if each capability is ready or degraded
     */
    public boolean usable() {
        return capabilities.stream().noneMatch(status -> status.readiness() == Readiness.BLOCKED);
    }
}
