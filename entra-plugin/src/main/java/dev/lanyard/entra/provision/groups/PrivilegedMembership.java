package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.check.NeededLicence;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.config.Licence;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.AccessDescription;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Ticket;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Validity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Members and owners of groups under Privileged Identity Management: those who are it until a set end, and those who
 * are eligible to become it. PIM takes on a group with the first request that names it.
 */
public final class PrivilegedMembership implements ChangeHandler {

    private static final List<Permission> PERMISSIONS = List.of(
            new Permission(WritePermissions.GROUP_ELIGIBILITY, "to give and take eligibility", false),
            new Permission(WritePermissions.GROUP_SCHEDULES, "to give and take membership with an end", false),
            new Permission(GraphPermissions.GROUPS, "to see whether the group takes members", false),
            new Permission(WritePermissions.ROLE_ASSIGNABLE_GROUPS, "for groups that can hold directory roles", true));

    private static final AccessDescription ACCESS = new AccessDescription(
            "privileged-group",
            EntraTypes.GROUP,
            Set.of(EntraTypes.MEMBER, EntraTypes.OWNER),
            Set.of(Holding.TEMPORARY, Holding.ELIGIBLE),
            "Through PIM, whose rules by default want an end and a justification; needs Microsoft Entra ID P2 or"
                    + " Governance.",
            PERMISSIONS,
            List.of());

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            ACCESS.granting(
                    "Add to a group for a time",
                    "Makes someone a member or owner until a set end, or eligible to become one, now or from a start on.",
                    Ticket.OPTIONS),
            ACCESS.revoking("Remove from a group before the end", "Ends such membership, ownership or eligibility."));

    /** For everyone: it keeps nothing. */
    public PrivilegedMembership() {}

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public Optional<NeededLicence> licence() {
        return Optional.of(new NeededLicence(Licence.P2, false));
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        List<PrivilegedLink> links = changes.stream().map(PrivilegedLink::of).toList();
        Map<String, GroupFacts> groups = GroupFacts.read(
                session.door(), links.stream().map(PrivilegedLink::groupId).toList());
        Instant now = session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        List<PrivilegedLink> sound = new ArrayList<>();
        for (PrivilegedLink link : links) {
            GroupFacts group = groups.get(link.groupId());
            if (group == null) {
                GroupRefusals.settleMissing(link, session);
            } else if (!refused(link, group, now)) {
                sound.add(link);
            }
        }
        new PrivilegedRequests(session, now).send(sound);
        sound.stream()
                .filter(link -> link.pending().settled())
                .forEach(link -> link.pending().visibleThrough(link.sight(session.door(), now)));
    }

    private static boolean refused(PrivilegedLink link, GroupFacts group, Instant now) {
        PendingChange pending = link.pending();
        Validity validity = link.validity();
        // PIM has no members of a dynamic group, nor owners of one.
        group.memberRefusal().ifPresent(refusal -> GroupRefusals.settle(pending, refusal, group.name()));
        if (pending.settled()) {
            return true;
        }
        Instant begin = validity.from().filter(now::isBefore).orElse(now);
        if (link.grant().scope().isPresent()) {
            pending.failed(
                    ErrorKind.UNSUPPORTED,
                    "membership of the group '" + group.name() + "' holds everywhere",
                    "leave out the scope");
        } else if (link.giving() && !link.eligible() && validity.until().isEmpty()) {
            pending.refused(
                    "no-end",
                    "temporary membership of the group '" + group.name() + "' needs an end",
                    "give an end, or grant it without holding for good");
        } else if (validity.until().filter(end -> !end.isAfter(begin)).isPresent()) {
            pending.refused(
                    "over",
                    "the end of the membership of the group '" + group.name() + "' is past, or before its start",
                    "give an end that is to come");
        } else if (link.giving() && !takes(link, group)) {
            GroupRefusals.settlePrincipalType(link, group);
        }
        return pending.settled();
    }

    /** A group can be eligible where it could not be a member; whoever belongs to it can activate then. */
    private static boolean takes(PrivilegedLink link, GroupFacts group) {
        String type = link.principal().type();
        boolean eligibleGroup = link.eligible()
                && !link.ofOwner()
                && group.kind() == GroupKind.SECURITY
                && type.equals(EntraTypes.GROUP);
        return eligibleGroup || group.takes(type, link.ofOwner());
    }
}
