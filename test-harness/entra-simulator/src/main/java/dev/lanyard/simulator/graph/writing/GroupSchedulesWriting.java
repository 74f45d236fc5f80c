package dev.lanyard.simulator.graph.writing;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Term;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets people be in groups or own them for a time, or makes them eligible to, through PIM. */
final class GroupSchedulesWriting {

    /** What PIM's rules for a group are before anyone changes them. */
    private static final ScheduleRequest.Limit ELIGIBILITY = new ScheduleRequest.Limit(true, "P365D");

    private static final ScheduleRequest.Limit ASSIGNMENT = new ScheduleRequest.Limit(true, "P180D");

    private final boolean eligible;
    private final ObjectType instances;
    private final String collection;

    /** Of membership and ownership, or of the right to activate them. */
    GroupSchedulesWriting(boolean eligible) {
        this.eligible = eligible;
        this.instances = eligible ? ObjectType.GROUP_ELIGIBILITY_INSTANCE : ObjectType.GROUP_ASSIGNMENT_INSTANCE;
        this.collection = "identityGovernance/privilegedAccess/group/"
                + (eligible ? "eligibilityScheduleRequests" : "assignmentScheduleRequests");
    }

    Answer create(WriteCall call) {
        ScheduleRequest request = ScheduleRequest.of(call);
        if (!request.removes()) {
            call.require(eligible ? WritePermissions.GROUP_ELIGIBILITIES : WritePermissions.GROUP_ASSIGNMENTS);
        }
        String access = request.body().path("accessId").asText();
        if (!Set.of("member", "owner").contains(access)) {
            throw GraphException.unknown("The value '" + access + "' is not a valid accessId.");
        }
        DirectoryObject group =
                call.object(ObjectType.GROUP, request.body().path("groupId").asText());
        DirectoryObject principal =
                call.directoryObject(request.body().path("principalId").asText());
        GroupRules.requireMembersByHand(call, group);
        Link link = access.equals("owner") ? Link.OWNERS : Link.MEMBERS;
        if (!canActivateTogether(link, group, principal)) {
            GroupLinksWriting.requireFitting(link, group, principal);
        }
        Optional<DirectoryObject> known = find(call.truth(), group, principal, access);
        boolean there = known.isPresent() || (!eligible && isLinked(call.truth(), link, group, principal));
        if (request.assigns() && there) {
            throw ScheduleRequest.exists();
        }
        if (!request.assigns() && !there) {
            throw ScheduleRequest.missing();
        }
        if (request.removes()) {
            if (!request.validationOnly()) {
                end(call, link, group, principal, known);
            }
            return request.answer(collection, null);
        }
        Term term = request.term(eligible ? ELIGIBILITY : ASSIGNMENT, !eligible);
        if (!request.validationOnly()) {
            give(call, group, principal, access, term, known);
        }
        return request.answer(collection, access + "_" + group.id() + "_" + principal.id());
    }

    /** A security group can be eligible even where it could not be a member: those who belong to it activate. */
    private boolean canActivateTogether(Link link, DirectoryObject group, DirectoryObject principal) {
        return eligible
                && link == Link.MEMBERS
                && principal.type() == ObjectType.GROUP
                && !principal.id().equals(group.id())
                && !GroupRules.isUnified(group)
                && !GroupRules.isUnified(principal);
    }

    private void give(
            WriteCall call,
            DirectoryObject group,
            DirectoryObject principal,
            String access,
            Term term,
            Optional<DirectoryObject> known) {
        call.tenant().change(edit -> {
            if (known.isPresent()) {
                Map<String, @Nullable Object> end = new HashMap<>();
                end.put("endDateTime", term.end());
                edit.update(known.get().id(), end);
            } else if (eligible) {
                edit.access().makeEligibleForGroup(group.id(), principal.id(), access, term);
            } else if (Instant.parse(term.start())
                    .isAfter(Instant.parse(call.tenant().now()))) {
                edit.access().scheduleInGroup(group.id(), principal.id(), access, term);
            } else {
                edit.access().assignInGroup(group.id(), principal.id(), access, term);
            }
        });
    }

    private void end(
            WriteCall call,
            Link link,
            DirectoryObject group,
            DirectoryObject principal,
            Optional<DirectoryObject> known) {
        call.tenant().change(edit -> {
            if (eligible) {
                known.ifPresent(instance -> edit.access().end(instance.id()));
            } else {
                known.ifPresent(instance -> edit.attachments().remove(instance.id()));
                if (isLinked(call.truth(), link, group, principal)) {
                    edit.links().remove(link, group.id(), principal.id());
                }
            }
        });
    }

    private Optional<DirectoryObject> find(
            Directory directory, DirectoryObject group, DirectoryObject principal, String access) {
        return Arrays.stream(directory.slots(instances))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(each -> group.id().equals(each.text("groupId"))
                        && principal.id().equals(each.text("principalId"))
                        && access.equals(each.value(each.type().properties().get("accessId"))
                                .asText()))
                .findFirst();
    }

    private static boolean isLinked(Directory directory, Link link, DirectoryObject group, DirectoryObject principal) {
        int slot = directory.slot(principal.id());
        return Arrays.stream(directory.linked(link, directory.slot(group.id()))).anyMatch(each -> each == slot);
    }
}
