package dev.lanyard.entra.check;

import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one capability. For one thread. */
final class Verdict {

    private final List<Finding> findings = new ArrayList<>();
    private boolean blocked;

    /** Something is wrong; without it, the capability works less well if it is optional, and not at all if not. */
    void lacks(Finding finding, boolean optional) {
        findings.add(finding);
        blocked |= !optional;
    }

    /** Judges by what the tokens tell; what they do not tell may be missing. */
    void judge(List<Permission> permissions, Granted granted) {
        permissions.forEach(permission -> granted.has(permission)
                .ifPresentOrElse(
                        has -> {
                            if (!has) {
                                lacks(Findings.lacking(permission, granted), permission.optional());
                            }
                        },
                        () -> lacks(Findings.unknown(permission, granted), true)));
    }

    boolean blocked() {
        return blocked;
    }

    Readiness readiness() {
        return findings.isEmpty() ? Readiness.READY : blocked ? Readiness.BLOCKED : Readiness.DEGRADED;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
