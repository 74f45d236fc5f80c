package dev.lanyard.entra.check;

import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import java.util.ArrayList;
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
 * @param privilegedRoles what the application must be besides for some objects
 */
public record ChangeNeeds(String change, List<Permission> permissions, List<String> privilegedRoles) {

    /** Keeps copies. */
    public ChangeNeeds {
        Objects.requireNonNull(change, "change");
        permissions = List.copyOf(permissions);
        privilegedRoles = List.copyOf(privilegedRoles);
    }

    /** Whether it can be carried out, given what the token grants; what that is, may not be known. */
    ChangeStatus status(Optional<Set<String>> granted) {
        List<Finding> findings = new ArrayList<>();
        Readiness readiness = Readiness.READY;
        for (Permission permission : permissions) {
            if (granted.isEmpty()) {
                findings.add(Findings.unknown(permission));
                readiness = Readiness.DEGRADED;
            } else if (permission.anyOf().stream().noneMatch(granted.get()::contains)) {
                findings.add(Findings.lacking(permission));
                if (readiness != Readiness.BLOCKED) {
                    readiness = permission.optional() ? Readiness.DEGRADED : Readiness.BLOCKED;
                }
            }
        }
        return new ChangeStatus(change, readiness, findings, privilegedRoles);
    }

    /** Where nobody could sign in. */
    ChangeStatus blocked(List<Finding> findings) {
        return new ChangeStatus(change, Readiness.BLOCKED, findings, privilegedRoles);
    }
}
