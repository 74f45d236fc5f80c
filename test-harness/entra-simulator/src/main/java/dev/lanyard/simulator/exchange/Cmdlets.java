package dev.lanyard.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cmdlets for distribution groups. An application manages no group itself, so it must say to pass over that. */
final class Cmdlets {

    private static final Set<String> CHANGING =
            Set.of("add-distributiongroupmember", "remove-distributiongroupmember", "set-distributiongroup");

    private final Tenant tenant;
    private final Recipients recipients;
    private final JsonNode parameters;

    Cmdlets(Tenant tenant, JsonNode parameters) {
        this.tenant = tenant;
        this.recipients = new Recipients(tenant);
        this.parameters = parameters;
    }

    /** Whether this cmdlet changes something. */
    static boolean changes(String name) {
        return CHANGING.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Everything that the cmdlet answers. */
    List<Map<String, @Nullable Object>> run(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "get-distributiongroup" -> groups();
            case "get-distributiongroupmember" -> members();
            case "get-recipient" -> recipient();
            case "add-distributiongroupmember" -> add();
            case "remove-distributiongroupmember" -> remove();
            case "set-distributiongroup" -> set();
            default ->
                throw CmdletException.refused(
                        400, "BadRequest", "The term '" + name + "' is not recognized as the name of a cmdlet.");
        };
    }

    private List<Map<String, @Nullable Object>> groups() {
        allow("Identity", "ResultSize", "RecipientTypeDetails");
        if (parameters.has("Identity")) {
            return List.of(recipients.told(recipients.group(required("Identity"))));
        }
        List<String> wanted = texts(parameters.path("RecipientTypeDetails"));
        return recipients
                .groups()
                .filter(group -> wanted.isEmpty() || wanted.contains(Recipients.details(group)))
                .map(recipients::told)
                .toList();
    }

    private List<Map<String, @Nullable Object>> members() {
        allow("Identity", "ResultSize");
        DirectoryObject group = recipients.group(required("Identity"));
        return recipients.linked(Link.MEMBERS, group).stream()
                .map(recipients::told)
                .toList();
    }

    private List<Map<String, @Nullable Object>> recipient() {
        allow("Identity", "ResultSize");
        return List.of(recipients.told(recipients.recipient(required("Identity"))));
    }

    private List<Map<String, @Nullable Object>> add() {
        allow("Identity", "Member", "BypassSecurityGroupManagerCheck", "Confirm");
        DirectoryObject group = changeable();
        DirectoryObject member = recipients.recipient(required("Member"));
        if (member.type() == ObjectType.GROUP && Recipients.isUnified(member)) {
            throw CmdletException.task(
                    "RecipientTaskException", "You can't add a Microsoft 365 group to a distribution group.");
        }
        if (isIn(Link.MEMBERS, group, member)) {
            throw CmdletException.alreadyMember(name(member), name(group));
        }
        tenant.addMember(group.id(), member.id());
        return List.of();
    }

    private List<Map<String, @Nullable Object>> remove() {
        allow("Identity", "Member", "BypassSecurityGroupManagerCheck", "Confirm");
        if (!parameters.path("Confirm").isBoolean()
                || parameters.path("Confirm").asBoolean()) {
            throw CmdletException.task("RecipientTaskException", "Nobody is there to confirm: give Confirm as false.");
        }
        DirectoryObject group = changeable();
        DirectoryObject member = recipients.recipient(required("Member"));
        if (!isIn(Link.MEMBERS, group, member)) {
            throw CmdletException.notMember(name(member), name(group));
        }
        tenant.removeMember(group.id(), member.id());
        return List.of();
    }

    /** Replaces all managers by a list, or adds and removes some of them by a table of both. */
    private List<Map<String, @Nullable Object>> set() {
        allow("Identity", "ManagedBy", "BypassSecurityGroupManagerCheck", "Confirm");
        DirectoryObject group = changeable();
        JsonNode given = parameters.path("ManagedBy");
        List<DirectoryObject> before = recipients.linked(Link.MANAGED_BY, group);
        Set<String> after = new LinkedHashSet<>();
        if (given.isObject()) {
            if (!given.path("@odata.type").asText().equals("#Exchange.GenericHashTable")) {
                throw CmdletException.refused(400, "BadRequest", "A table needs its @odata.type.");
            }
            before.forEach(manager -> after.add(manager.id()));
            texts(given.path("Add")).forEach(name -> after.add(manager(name)));
            texts(given.path("Remove")).forEach(name -> after.remove(manager(name)));
        } else {
            texts(given).forEach(name -> after.add(manager(name)));
        }
        if (after.isEmpty()) {
            throw CmdletException.task(
                    "RecipientTaskException", "The group must have at least one owner: ManagedBy can't be empty.");
        }
        tenant.change(edit -> {
            before.stream()
                    .filter(manager -> !after.contains(manager.id()))
                    .forEach(manager -> edit.links().remove(Link.MANAGED_BY, group.id(), manager.id()));
            after.stream()
                    .filter(id ->
                            before.stream().noneMatch(manager -> manager.id().equals(id)))
                    .forEach(id -> edit.links().add(Link.MANAGED_BY, group.id(), id));
        });
        return List.of();
    }

    private String manager(String name) {
        DirectoryObject manager = recipients.recipient(name);
        if (manager.type() != ObjectType.USER) {
            throw CmdletException.task("RecipientTaskException", "Only people can manage a group.");
        }
        return manager.id();
    }

    private DirectoryObject changeable() {
        DirectoryObject group = recipients.group(required("Identity"));
        if (Recipients.isSynced(group)) {
            throw CmdletException.task(
                    "InvalidOperationInDehydratedContextException",
                    "The operation on \"" + name(group) + "\" failed because it's out of the current user's write"
                            + " scope: the object is being synchronized from your on-premises organization.");
        }
        if (!parameters.path("BypassSecurityGroupManagerCheck").asBoolean()) {
            throw CmdletException.task(
                    "OperationRequiresGroupManagerException",
                    "You don't have sufficient permissions. This operation can only be performed by a manager of the"
                            + " group.");
        }
        return group;
    }

    private boolean isIn(Link link, DirectoryObject group, DirectoryObject other) {
        return recipients.linked(link, group).stream()
                .anyMatch(each -> each.id().equals(other.id()));
    }

    private void allow(String... names) {
        parameters.fieldNames().forEachRemaining(name -> {
            if (!List.of(names).contains(name)) {
                throw CmdletException.refused(
                        400, "BadRequest", "A parameter cannot be found that matches parameter name '" + name + "'.");
            }
        });
    }

    private String required(String name) {
        String text = parameters.path(name).asText();
        if (text.isBlank()) {
            throw CmdletException.refused(
                    400, "BadRequest", "Cannot process command because of missing mandatory parameters: " + name + ".");
        }
        return text;
    }

    private static List<String> texts(JsonNode given) {
        List<String> texts = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(each -> texts.add(each.asText()));
        } else if (given.isTextual()) {
            texts.add(given.asText());
        }
        return texts;
    }

    private static String name(DirectoryObject object) {
        return String.valueOf(object.text("displayName"));
    }
}
