package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes groups. */
final class GroupsWriting {

    private static final String OWNERS = "owners@odata.bind";
    private static final String MEMBERS = "members@odata.bind";
    private static final String UNIQUE_NAME = "uniqueName=";
    private static final int MOST_REFERENCES = 20;

    private GroupsWriting() {}

    static Answer create(WriteCall call) {
        return create(call, GroupRules.read(call.body()));
    }

    private static Answer create(WriteCall call, Map<String, @Nullable JsonNode> values) {
        JsonNode body = call.body();
        GroupRules.VALUES.requireAll(values, "displayName", "mailEnabled", "mailNickname", "securityEnabled");
        GroupRules.requireCreatable(values, call);
        List<DirectoryObject> owners = references(call, body, OWNERS);
        List<DirectoryObject> members = references(call, body, MEMBERS);
        if (owners.size() + members.size() > MOST_REFERENCES) {
            throw tooMany(MEMBERS);
        }
        String id = call.tenant().newId();
        Map<String, @Nullable Object> properties = new HashMap<>(values);
        properties.put("createdDateTime", call.tenant().now());
        properties.put("renewedDateTime", call.tenant().now());
        DirectoryObject group = DirectoryObject.of(
                ObjectType.GROUP, id, withMail(properties, values, UserRules.initialDomain(call.truth())));
        if (!members.isEmpty()) {
            GroupRules.requireMembersByHand(call, group);
        }
        owners.forEach(owner -> GroupLinksWriting.requireFitting(Link.OWNERS, group, owner));
        members.forEach(member -> GroupLinksWriting.requireFitting(Link.MEMBERS, group, member));
        call.tenant().change(edit -> {
            edit.add(group);
            owners.forEach(owner -> edit.links().add(Link.OWNERS, id, owner.id()));
            members.forEach(member -> edit.links().add(Link.MEMBERS, id, member.id()));
        });
        return call.object(201, "groups", id);
    }

    private static Map<String, @Nullable Object> withMail(
            Map<String, @Nullable Object> properties, Map<String, @Nullable JsonNode> values, String domain) {
        JsonNode mail = values.get("mailEnabled");
        if (mail != null && mail.asBoolean()) {
            String address = UserRules.text(values, "mailNickname") + "@" + domain;
            properties.put("mail", address);
            properties.put("proxyAddresses", List.of("SMTP:" + address));
            properties.putIfAbsent("visibility", "Public");
        }
        return properties;
    }

    /**
     * Changes the group of this id or unique name; one of an unknown unique name is made, if the call prefers that, for
     * which the permission to create groups is not enough. Source: "Upsert group" of the reference.
     */
    static Answer change(WriteCall call) {
        if (!call.id().startsWith(UNIQUE_NAME)) {
            call.require(WritePermissions.MEMBERS);
            return update(call, call.object(ObjectType.GROUP, call.id()));
        }
        call.require(WritePermissions.GROUPS);
        String name = call.id().substring(UNIQUE_NAME.length());
        Optional<DirectoryObject> known = GroupRules.named(name, call.truth());
        if (known.isPresent()) {
            return update(call, known.get());
        }
        if (!prefersCreation(call)) {
            throw GraphException.notFound(name);
        }
        Map<String, @Nullable JsonNode> values = GroupRules.read(call.body());
        JsonNode told = values.put("uniqueName", TextNode.valueOf(name));
        if (told != null && !told.asText().equals(name)) {
            throw GroupRules.VALUES.invalid("uniqueName");
        }
        return create(call, values);
    }

    private static boolean prefersCreation(WriteCall call) {
        String prefer = call.request().call().header("Prefer");
        return prefer != null
                && Arrays.stream(prefer.split(",", -1))
                        .anyMatch(each -> each.strip().equalsIgnoreCase("create-if-missing"));
    }

    /** Changes properties, and adds up to twenty members: all of it or nothing. */
    private static Answer update(WriteCall call, DirectoryObject group) {
        JsonNode body = call.body();
        Map<String, @Nullable JsonNode> values = GroupRules.read(body);
        List<DirectoryObject> members = references(call, body, MEMBERS);
        if (body.has(OWNERS)) {
            throw Refusals.notContained();
        }
        if (!values.isEmpty()) {
            call.require(WritePermissions.GROUPS);
            GroupRules.requireChangeable(call, group, values);
            if (GroupRules.isUnified(group)) {
                GroupRules.requireUnique(values, call.truth(), group.id());
            }
        }
        if (!members.isEmpty()) {
            GroupRules.requireMembersByHand(call, group);
        }
        for (DirectoryObject member : members) {
            GroupLinksWriting.requireFitting(Link.MEMBERS, group, member);
            GroupLinksWriting.requireNew(call.truth(), Link.MEMBERS, group, member);
        }
        call.tenant().change(edit -> {
            if (!values.isEmpty()) {
                edit.update(group.id(), values);
            }
            members.forEach(member -> edit.links().add(Link.MEMBERS, group.id(), member.id()));
        });
        return WriteCall.done();
    }

    static Answer delete(WriteCall call) {
        DirectoryObject group = call.object(ObjectType.GROUP, call.id());
        GroupRules.requireHere(group);
        if (GroupRules.isRoleAssignable(group)) {
            call.require(WritePermissions.ROLES);
        }
        call.tenant().delete(group.id(), false);
        return WriteCall.done();
    }

    private static List<DirectoryObject> references(WriteCall call, JsonNode body, String name) {
        JsonNode addresses = body.path(name);
        if (!addresses.isMissingNode() && !addresses.isArray()) {
            throw GraphException.unknown("The value of '" + name + "' must be a list of addresses.");
        }
        if (addresses.size() > MOST_REFERENCES) {
            throw tooMany(name);
        }
        List<DirectoryObject> referred = new ArrayList<>();
        for (JsonNode address : addresses) {
            DirectoryObject object = call.referred(address.asText());
            if (referred.stream().anyMatch(other -> other.id().equals(object.id()))) {
                throw GraphException.badRequest("The same object is referred to twice in '" + name + "'.");
            }
            referred.add(object);
        }
        return referred;
    }

    private static GraphException tooMany(String name) {
        return GraphException.badRequest(
                "The number of references in '" + name + "' exceeds the maximum of " + MOST_REFERENCES + ".");
    }
}
