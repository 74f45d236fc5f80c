package dev.lanyard.spi.check;

import java.util.List;
import java.util.Objects;

/**
 * Whether one capability works.
 *
 * @param capability the id of a stream or a feed, or the name of a setting
 * @param readiness ready, degraded, blocked or off
 * @param findings what is wrong; never empty unless ready
 */
public record CapabilityStatus(String capability, Readiness readiness, List<Finding> findings) {

    /** Keeps a copy of the findings, and refuses none where something is wrong. */
    public CapabilityStatus {
        Objects.requireNonNull(capability, "capability");
        Objects.requireNonNull(readiness, "readiness");
        findings = List.copyOf(findings);
        if (readiness != Readiness.READY && findings.isEmpty()) {
            throw new IllegalArgumentException("a capability that is not ready must have a finding: " + capability);
        }
    }
}
