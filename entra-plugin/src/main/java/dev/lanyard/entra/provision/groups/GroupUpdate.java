package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AskedTexts;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes the properties of a group that are named, of these only those that differ, and no other. */
final class GroupUpdate {

    private final ChangeSession session;

    GroupUpdate(ChangeSession session) {
        this.session = session;
    }

    void update(PendingChange pending, Change.UpdateResource change) {
        String id = change.resource().id();
        AskedTexts asked = AskedTexts.of(change.set(), GroupSchema.UPDATE);
        List<String> problems = new ArrayList<>(asked.problems());
        change.clear().stream()
                .filter(name -> !GroupSchema.CLEARABLE.contains(name))
                .forEach(name -> problems.add(name
                        + (GroupSchema.UPDATE.field(name).isPresent()
                                ? " cannot be empty"
                                : " is unknown or cannot be set")));
        if (!problems.isEmpty()) {
            pending.refused(
                    "invalid",
                    "the group " + id + " cannot be changed so: " + String.join("; ", problems),
                    "correct these attributes; owners and members are granted and revoked");
            return;
        }
        Optional<GroupFacts> group =
                Optional.ofNullable(GroupFacts.read(session.door(), List.of(id)).get(id));
        if (group.isEmpty()) {
            GroupRefusals.settleMissing(pending, id, session);
            return;
        }
        pending.concerns(change.resource());
        Wanted wanted = new Wanted(asked.texts(), change.clear());
        if (wanted.differenceFrom(group.get().attributes()).isEmpty()) {
            pending.alreadySo();
        } else if (!refused(pending, group.get(), wanted)) {
            write(pending, group.get(), wanted);
        }
    }

    /**
     * What properties should be.
     *
     * @param values by Graph's names
     * @param clear names of properties that should have no value
     */
    private record Wanted(Map<String, String> values, Set<String> clear) {
        JsonBody differenceFrom(Attributes group) {
            JsonBody body = new JsonBody();
            values.forEach((name, value) -> {
                if (!group.text(name).equals(Optional.of(value))) {
                    body.put(name, value);
                }
            });
            clear.stream().filter(name -> group.get(name).isPresent()).forEach(body::putNull);
            return body;
        }
    }

    private static boolean refused(PendingChange pending, GroupFacts group, Wanted wanted) {
        group.ownerRefusal().ifPresent(refusal -> GroupRefusals.settle(pending, refusal, group.name()));
        if (pending.settled()) {
            return true;
        }
        Optional<String> before = group.attributes().text(GroupSchema.VISIBILITY);
        Optional<String> after = Optional.ofNullable(wanted.values().get(GroupSchema.VISIBILITY));
        if (after.isEmpty() || after.equals(before)) {
            return false;
        }
        if (before.equals(Optional.of(GroupSchema.HIDDEN)) || after.equals(Optional.of(GroupSchema.HIDDEN))) {
            pending.refused(
                    "visibility",
                    "whether the group '" + group.name() + "' hides its members is decided when it is made",
                    "leave out visibility, or make another group");
        } else if (group.roleAssignable() && !after.equals(Optional.of(GroupSchema.PRIVATE))) {
            pending.refused(
                    "visibility",
                    "the group '" + group.name() + "' can hold directory roles, so it stays private",
                    "leave out visibility");
        }
        return pending.settled();
    }

    private void write(PendingChange pending, GroupFacts group, Wanted wanted) {
        JsonBody difference = wanted.differenceFrom(group.attributes());
        WriteReply reply = session.writer()
                .write(GraphWrite.of(HttpMethod.PATCH, GraphPath.of("/groups/{}", group.id()), difference));
        if (reply.succeeded()) {
            reply.requestId().ifPresent(pending::decidedBy);
            pending.changed();
            pending.visibleThrough(new Sight(
                    () -> GroupFacts.request(session.door(), group.id()),
                    read -> read.status() == 404
                            || wanted.differenceFrom(
                                            GroupFacts.of(read.bodyOrThrow()).attributes())
                                    .isEmpty()));
        } else if (reply.status() == 404) {
            GroupRefusals.settleMissing(pending, group.id(), session);
        } else {
            GroupRefusals.settle(pending, reply, "the group '" + group.name() + "'");
        }
    }
}
