package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.AccessLink;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.ObjectPresence;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;

/** Why a group is not changed. */
final class GroupRefusals {

    private GroupRefusals() {}

    /** Settles a change that Graph has not carried out; {@code what} was to be changed. */
    static void settle(PendingChange pending, WriteReply reply, String what) {
        reply.requestId().ifPresent(pending::decidedBy);
        if (reply.says("already exists")) {
            pending.refused("exists", what + ": " + reply.message(), "choose another value for that property");
            return;
        }
        if (reply.says("quota limit")) {
            pending.refused("quota", what + ": " + reply.message(), "delete what is not needed any more");
            return;
        }
        ConnectorException failure = reply.failureOrThrow();
        if (failure.kind() == ErrorKind.PERMISSION) {
            pending.note(
                    "permission",
                    "groups that can hold directory roles need "
                            + WritePermissions.ROLE_ASSIGNABLE_GROUPS.get(0) + " as well, and deleted groups "
                            + WritePermissions.DELETING_GROUPS.get(0),
                    "grant these to the app registration too, if such groups are to be changed");
        }
        pending.failed(failure);
    }

    /** Settles a change of a group that is not changed through Graph. */
    static void settle(PendingChange pending, Refusal refusal, String groupName) {
        pending.refused(
                refusal.code(),
                "the group '" + groupName + "': " + refusal.reason(),
                "choose another group, or make the change where this one is managed");
    }

    /** Settles a grant to a principal of a type that such a group does not take. */
    static void settlePrincipalType(AccessLink link, GroupFacts group) {
        link.pending()
                .refused(
                        "principal-type",
                        "the group '" + group.name() + "' takes no "
                                + link.principal().type() + " as "
                                + link.grant().entitlement().slug(),
                        "choose a principal of a type that this kind of group takes");
    }

    /** Settles a change of a group that reads do not show. */
    static void settleMissing(PendingChange pending, String id, ChangeSession session) {
        if (isKnownAsDeleted(id, session)) {
            pending.failed(ErrorKind.NOT_FOUND, "the group " + id + " is deleted", "restore it first");
        } else {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    "the group " + id + " does not exist",
                    "check the id, or read the groups again");
        }
    }

    /** Settles a change of access to a group that was read for itself, so that its absence is certain. */
    static void settleMissing(AccessLink link, ChangeSession session) {
        ResourceId group = link.grant().entitlement().resource();
        if (link.pending().change() instanceof Change.GrantAccess) {
            settleMissing(link.pending(), group.id(), session);
        } else {
            link.pending().note(group.text(), "the group does not exist any more", "read the groups again");
            link.pending().alreadySo();
        }
    }

    private static boolean isKnownAsDeleted(String id, ChangeSession session) {
        try {
            return new ObjectPresence(session.door(), ObjectPresence.Kind.GROUP).isRestorable(id);
        } catch (ConnectorException failure) {
            // Whoever may change live groups need not be allowed to see deleted ones.
            if (failure.kind() == ErrorKind.PERMISSION) {
                return false;
            }
            throw failure;
        }
    }
}
