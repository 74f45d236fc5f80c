package dev.lanyard.entra.check;

import dev.lanyard.entra.config.Licence;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a change or an action needs. Nothing is asked of Graph about it: only a change itself would show more than the
 * token does.
 *
 * @param change the id of a change or an action
 * @param permissions what it needs, as the connector is set
 * @param privilegedRoles what the application must be besides for some objects, as the connector is set
 * @param licence what the tenant must have for it, mostly nothing
 */
public record ChangeNeeds(
        String change, List<Permission> permissions, List<String> privilegedRoles, Optional<NeededLicence> licence) {

    /** Keeps copies. */
    public ChangeNeeds {
        Objects.requireNonNull(change, "change");
        permissions = List.copyOf(permissions);
        privilegedRoles = List.copyOf(privilegedRoles);
        Objects.requireNonNull(licence, "licence");
    }

    /** Whether it can be carried out, given what the tokens tell and which licences turned out to be missing. */
    ChangeStatus status(Granted granted, Set<Licence> missing) {
        Verdict verdict = new Verdict();
        verdict.judge(permissions, granted);
        licence.filter(needed -> missing.contains(needed.licence()))
                .ifPresent(needed -> verdict.lacks(Findings.unlicensed(needed.licence()), needed.optional()));
        Optional<Boolean> privileged = granted.isOneOf(privilegedRoles);
        if (privileged.filter(is -> !is).isPresent()) {
            verdict.lacks(Findings.unprivileged(privilegedRoles, granted), true);
        }
        return new ChangeStatus(change, verdict.readiness(), verdict.findings(), privilegedRoles, privileged);
    }

    /** Whether permissions are enough for it. */
    boolean isPermitted(Set<String> granted) {
        return permissions.stream()
                .filter(permission -> !permission.optional())
                .allMatch(permission -> permission.anyOf().stream().anyMatch(granted::contains));
    }

    /** Where nobody could sign in. */
    ChangeStatus blocked(List<Finding> findings) {
        return new ChangeStatus(change, Readiness.BLOCKED, findings, privilegedRoles);
    }
}
