package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.GroupSecurity;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Ticket;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.ReservedRoles;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a role is not given or taken away: by what is known before, or in the words of Graph's refusal. */
final class RoleRefusals {

    private static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    private static final String NO_LICENCE = "no-licence";

    private RoleRefusals() {}

    /** Why Graph would not give the role to this principal, or empty. */
    static Optional<Refusal> known(RoleLink link, @Nullable RoleFacts role, @Nullable GroupSecurity group) {
        Optional<Refusal> reserved = ReservedRoles.refusal(link.roleId());
        if (reserved.isPresent() || role == null) {
            return reserved;
        }
        if (!role.enabled()) {
            return Optional.of(new Refusal("disabled", "the role '" + role.name() + "' is switched off"));
        }
        if (link.principal().type().equals(EntraTypes.GROUP) && group != null && !group.roleAssignable()) {
            return Optional.of(new Refusal(
                    "not-role-assignable",
                    "the group '" + group.name() + "' cannot hold roles, so the role '" + role.name()
                            + "' cannot be given to it"));
        }
        return Optional.empty();
    }

    /** Settles a change that PIM would have to make, where PIM's schedules could not be read. */
    static void settleWithoutPim(RoleLink link, ConnectorException why) {
        if (why.kind() == ErrorKind.UNSUPPORTED) {
            refuseUnlicensed(link, why.getMessage());
        } else {
            link.pending().failed(why);
        }
    }

    /** Settles what Graph has refused for a reason that is to be expected; answers whether it did. */
    static boolean settle(RoleLink link, WriteReply reply) {
        PendingChange pending = link.pending();
        if (reply.refusedAs("AadPremiumLicenseRequired")) {
            refuseUnlicensed(link, reply.message());
        } else if (reply.refusedAs("RoleAssignmentRequestPolicyValidationFailed")) {
            pending.refused(
                    "pim-rules",
                    "PIM's rules for the role do not allow " + link.grant().text() + ": " + reply.message(),
                    remedy(reply));
        } else if (!link.giving() && reply.status() == 400 && link.roleId().equals(GLOBAL_ADMINISTRATOR)) {
            pending.refused(
                    "global-administrator",
                    link.principal().text() + " stays Global Administrator: " + reply.message(),
                    "make someone else Global Administrator first, if this is the last one");
        } else {
            return false;
        }
        return true;
    }

    private static String remedy(WriteReply reply) {
        if (reply.says("ExpirationRule")) {
            return "give an end, no later than the role's rules allow";
        }
        if (reply.says("JustificationRule")) {
            return "give a justification";
        }
        return reply.says("Ticket")
                ? "give " + Ticket.NUMBER + " and " + Ticket.SYSTEM
                : "change the grant, or the role's rules in PIM";
    }

    private static void refuseUnlicensed(RoleLink link, @Nullable String said) {
        link.pending()
                .refused(
                        NO_LICENCE,
                        link.grant().text() + " needs Privileged Identity Management, which the tenant has not: "
                                + said,
                        "give the role for good instead, or buy Microsoft Entra ID P2 or ID Governance");
    }
}
