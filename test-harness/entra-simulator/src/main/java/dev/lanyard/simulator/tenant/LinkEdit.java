package dev.lanyard.simulator.tenant;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links objects to each other and unlinks them, and lets licences follow. */
public final class LinkEdit {

    private final DirectoryEdit edit;

    LinkEdit(DirectoryEdit edit) {
        this.edit = edit;
    }

    /**
     * Adds a member or an owner.
     *
     * @throws IllegalArgumentException if it is one already
     */
    public void add(Link link, String fromId, String toId) {
        int to = edit.slot(toId);
        if (Arrays.stream(edit.draft().linked(link, edit.slot(fromId))).anyMatch(slot -> slot == to)) {
            throw new IllegalArgumentException(toId + " is already in " + link.graphName() + " of " + fromId);
        }
        edit.append(link, fromId, to);
        edit.audit().linked(link, edit.required(fromId), edit.required(toId), true);
        inherit(link, fromId, toId, true);
        edit.noteLinked(edit.required(fromId), link, edit.required(toId));
    }

    /**
     * Takes a member or an owner away.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void remove(Link link, String fromId, String toId) {
        int from = edit.slot(fromId);
        int to = edit.slot(toId);
        int[] before = edit.draft().linked(link, from);
        int[] after = Arrays.stream(before).filter(other -> other != to).toArray();
        if (after.length == before.length) {
            throw new IllegalArgumentException(toId + " is not in " + link.graphName() + " of " + fromId);
        }
        edit.draft().link(link, from, after);
        edit.audit().linked(link, edit.required(fromId), edit.required(toId), false);
        inherit(link, fromId, toId, false);
        edit.noteUnlinked(edit.required(fromId), link, edit.required(toId));
    }

    /** Sets a user's manager, or takes it away with null. */
    public void setManager(String userId, @Nullable String managerId) {
        DirectoryObject user = edit.required(userId);
        int slot = edit.slot(userId);
        int[] linked = edit.draft().linked(Link.MANAGER, slot);
        DirectoryObject before = linked.length == 0 ? null : edit.draft().objectOrNull(linked[0]);
        if (before != null) {
            edit.noteUnlinked(user, Link.MANAGER, before);
        }
        if (managerId == null) {
            edit.draft().link(Link.MANAGER, slot, new int[0]);
        } else {
            edit.noteLinked(user, Link.MANAGER, edit.required(managerId));
            edit.draft().link(Link.MANAGER, slot, new int[] {edit.slot(managerId)});
        }
        edit.audit().updated(user, user, Set.of("manager"));
    }

    /** What a user gains or loses by joining or leaving a group that has licences. */
    private void inherit(Link link, String groupId, String memberId, boolean joined) {
        if (link == Link.MEMBERS
                && edit.required(groupId).type() == ObjectType.GROUP
                && edit.required(memberId).type() == ObjectType.USER) {
            edit.licences().membershipChanged(groupId, memberId, joined);
        }
    }
}
