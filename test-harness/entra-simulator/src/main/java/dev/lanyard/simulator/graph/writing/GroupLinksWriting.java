package dev.lanyard.simulator.graph.writing;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.ObjectIds;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Set;

/** Adds and removes single members and owners of groups. */
final class GroupLinksWriting {

    private static final int MOST_OWNERS = 100;
    private static final Set<ObjectType> OWNER_TYPES = Set.of(ObjectType.USER, ObjectType.SERVICE_PRINCIPAL);

    private GroupLinksWriting() {}

    static Answer addMember(WriteCall call) {
        DirectoryObject member = call.referred();
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        GroupRules.requireMembersByHand(call, group);
        return add(call, Link.MEMBERS, group, member);
    }

    static Answer addOwner(WriteCall call) {
        DirectoryObject owner = call.referred();
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        requireOwnersHere(call, group);
        if (call.truth().linked(Link.OWNERS, call.truth().slot(group.id())).length >= MOST_OWNERS) {
            throw new GraphException(
                    400, "Directory_QuotaExceeded", "A group can have at most " + MOST_OWNERS + " owners.");
        }
        return add(call, Link.OWNERS, group, owner);
    }

    private static Answer add(WriteCall call, Link link, DirectoryObject group, DirectoryObject other) {
        requireFitting(link, group, other);
        requireNew(call.truth(), link, group, other);
        call.tenant().change(edit -> edit.links().add(link, group.id(), other.id()));
        return WriteCall.done();
    }

    static Answer removeMember(WriteCall call) {
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        DirectoryObject member = linked(call, Link.MEMBERS, group);
        GroupRules.requireMembersByHand(call, group);
        call.tenant().removeMember(group.id(), member.id());
        return WriteCall.done();
    }

    static Answer removeOwner(WriteCall call) {
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        DirectoryObject owner = linked(call, Link.OWNERS, group);
        requireOwnersHere(call, group);
        Directory directory = call.truth();
        long otherPeople = Arrays.stream(directory.linked(Link.OWNERS, directory.slot(group.id())))
                .mapToObj(directory::object)
                .filter(other -> other != null
                        && other.type() == ObjectType.USER
                        && !other.id().equals(owner.id()))
                .count();
        if (owner.type() == ObjectType.USER && otherPeople == 0) {
            throw Refusals.lastOwner();
        }
        call.tenant().removeOwner(group.id(), owner.id());
        return WriteCall.done();
    }

    /** What becomes of a forgotten {@code /$ref}: the member itself is deleted, if the token may do that. */
    static Answer deleteMember(WriteCall call) {
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        DirectoryObject member = linked(call, Link.MEMBERS, group);
        call.require(WritePermissions.toDelete(member.type()));
        if (member.type() == ObjectType.USER) {
            Privileges.requireAbove(call, member);
        }
        call.tenant().delete(member.id(), member.type() == ObjectType.DEVICE);
        return WriteCall.done();
    }

    private static void requireOwnersHere(WriteCall call, DirectoryObject group) {
        GroupRules.requireHere(group);
        if (GroupRules.isRoleAssignable(group)) {
            call.require(WritePermissions.ROLES);
        }
    }

    /** The member or owner. If it is none, the refusal names the group, as though that were not there. */
    private static DirectoryObject linked(WriteCall call, Link link, DirectoryObject group) {
        DirectoryObject other = call.truth().object(ObjectIds.requireGuid(call.secondId()));
        if (other == null || !isLinked(call.truth(), link, group, other)) {
            throw GraphException.notFound(group.id());
        }
        return other;
    }

    /** Refuses what is linked already. */
    static void requireNew(Directory directory, Link link, DirectoryObject group, DirectoryObject other) {
        if (isLinked(directory, link, group, other)) {
            throw Refusals.referenceExists(link.graphName());
        }
    }

    private static boolean isLinked(Directory directory, Link link, DirectoryObject group, DirectoryObject other) {
        int slot = directory.slot(other.id());
        return Arrays.stream(directory.linked(link, directory.slot(group.id()))).anyMatch(each -> each == slot);
    }

    /** Refuses what such a group cannot take. */
    static void requireFitting(Link link, DirectoryObject group, DirectoryObject other) {
        boolean fits;
        if (link == Link.OWNERS) {
            fits = OWNER_TYPES.contains(other.type());
        } else if (GroupRules.isUnified(group)) {
            fits = other.type() == ObjectType.USER;
        } else if (GroupRules.isRoleAssignable(group)) {
            // Groups within groups with roles are refused.
            fits = OWNER_TYPES.contains(other.type());
        } else {
            fits = other.type() != ObjectType.APPLICATION
                    && other.type() != ObjectType.ORGANIZATION
                    && !other.id().equals(group.id())
                    && !(other.type() == ObjectType.GROUP && GroupRules.isUnified(other));
        }
        if (!fits) {
            throw GraphException.badRequest("Invalid object type '"
                    + other.type().graphName() + "' for '" + link.graphName() + "' of this group.");
        }
    }
}
