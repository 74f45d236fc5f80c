package dev.lanyard.spi.check;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether one change or action can be carried out, as far as that can be told without changing anything.
 *
 * @param change the id of a change or an action
 * @param readiness ready, degraded or blocked
 * @param findings what is wrong; never empty unless ready
 * @param privilegedRoles what the connector must be besides for some objects, least privileged first, as the descriptor
 *     says, but for what the settings switch off
 * @param privileged whether it is one of these, or more; empty if there are none or it is not known
 */
public record ChangeStatus(
        String change,
        Readiness readiness,
        List<Finding> findings,
        List<String> privilegedRoles,
        Optional<Boolean> privileged) {

    /** Keeps copies, and refuses no finding where something is wrong. */
    public ChangeStatus {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(readiness, "readiness");
        findings = List.copyOf(findings);
        privilegedRoles = List.copyOf(privilegedRoles);
        Objects.requireNonNull(privileged, "privileged");
        if (readiness != Readiness.READY && findings.isEmpty()) {
            throw new IllegalArgumentException("a change that is not ready must have a finding: " + change);
        }
    }

    /**
     * A status without knowledge of roles.
     *
     * @param change the id of a change or an action
     * @param readiness ready, degraded or blocked
     * @param findings what is wrong; never empty unless ready
     * @param privilegedRoles what the connector must be besides for some objects
     */
    public ChangeStatus(String change, Readiness readiness, List<Finding> findings, List<String> privilegedRoles) {
        this(change, readiness, findings, privilegedRoles, Optional.empty());
    }
}
