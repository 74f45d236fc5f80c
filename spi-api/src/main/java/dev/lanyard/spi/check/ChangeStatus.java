package dev.lanyard.spi.check;

import java.util.List;
import java.util.Objects;

/**
 * Whether one change or action can be carried out, as far as that can be told without changing anything.
 *
 * @param change the id of a change or an action
 * @param readiness ready, degraded or blocked
 * @param findings what is wrong; never empty unless ready
 * @param privilegedRoles what the connector must be besides for some objects, least privileged first, as the descriptor
 *     says; whether it is, is not found out
 */
public record ChangeStatus(String change, Readiness readiness, List<Finding> findings, List<String> privilegedRoles) {

    /** Keeps copies. */
    public ChangeStatus {
        Objects.requireNonNull(change, "change");
        findings = List.copyOf(findings);
        privilegedRoles = List.copyOf(privilegedRoles);
        if (readiness != Readiness.READY && findings.isEmpty()) {
            throw new IllegalArgumentException("a change that is not ready must have a finding: " + change);
        }
    }
}
