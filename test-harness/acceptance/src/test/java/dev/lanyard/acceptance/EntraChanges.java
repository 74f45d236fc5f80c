package dev.lanyard.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.simulator.EntraSimulator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the contract suite changes in the simulated tenant: a method for each sort of thing, which names those that
 * Graph allows it to be done with. There are several of each, as the suite has the tenant change by itself too.
 */
final class EntraChanges {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DOMAIN = "fabrikam.onmicrosoft.com";

    private final List<JsonNode> state;
    private final Map<String, String> samples = new TreeMap<>();

    private final String clientId;

    private EntraChanges(EntraSimulator simulator) {
        clientId = simulator.clientId();
        state = simulator.state().stream().map(EntraChanges::parse).toList();
    }

    static ChangeSamples samples(EntraSimulator simulator) {
        EntraChanges changes = new EntraChanges(simulator);
        changes.accounts();
        changes.newGroups();
        changes.actions();
        changes.whoTakes();
        changes.secrets();
        changes.grant(changes.groups(), changes.applications(), changes.licences(), changes.roles());
        return ChangeSamples.of(changes.samples);
    }

    private void accounts() {
        samples.put("create.user.displayName", "Contract {n}");
        samples.put("create.user.mailNickname", "contract-{n}");
        samples.put("create.user.userPrincipalName", "contract-{n}@" + DOMAIN);
        samples.put("update.user.displayName", "Renamed {n}");
        samples.put("update.user.department", "Department {n}");
        samples.put("update.user.usageLocation", "DE");
        samples.put("readOnly.user", "createdDateTime");
    }

    private void newGroups() {
        samples.put("create.group.displayName", "Contract {n}");
        samples.put("update.group.displayName", "Renamed {n}");
        samples.put("update.group.description", "Description {n}");
        samples.put("readOnly.group", "createdDateTime");
    }

    private void actions() {
        samples.put("action.check-upn.userPrincipalName", "contract@" + DOMAIN);
        samples.put("action.create-group.displayName", "Made by an action");
    }

    /** People with a place and without licences, and groups that can be put into others. */
    private void whoTakes() {
        samples.put(
                "taker.user",
                ids("user", user -> user.has("usageLocation") && !user.has("assignedLicenses") && isOfTheCloud(user)));
        samples.put("taker.group", ids("group", EntraChanges::isPlain));
        samples.put(
                "taker.role.group",
                ids("group", group -> group.path("isAssignableToRole").asBoolean()));
    }

    /** Of everything but the connector's own application, which must not be shut out, and what Azure keeps. */
    private void secrets() {
        samples.put("rotate.application", ids("application", this::isForeign));
        samples.put(
                "rotate.service-principal",
                ids(
                        "servicePrincipal",
                        principal -> isForeign(principal)
                                && principal
                                        .path("servicePrincipalType")
                                        .asText()
                                        .equals("Application")));
    }

    private boolean isForeign(JsonNode application) {
        return !application.path("appId").asText().equals(clientId);
    }

    /** Ownership only where there is an owner already, as Graph lets nobody take away the last one. */
    private String groups() {
        Set<String> owned = state.stream()
                .filter(line -> line.path("ownerType").asText().equals("user"))
                .map(line -> line.path("group").asText())
                .collect(Collectors.toSet());
        String owners = Arrays.stream(ids("group", EntraChanges::isPlain).split(", ", -1))
                .filter(owned::contains)
                .map(id -> "group/" + id + "#owner")
                .collect(Collectors.joining(", "));
        return among("group/%s#member", "group", EntraChanges::isPlain) + ", " + owners;
    }

    /** Default access to those without roles, and every role of the others. */
    private String applications() {
        return "service-principal#role-*, "
                + among(
                        "service-principal/%s#default-access",
                        "servicePrincipal", application -> !application.has("appRoles"));
    }

    private String licences() {
        return among(
                "licence/%s#assigned",
                "subscribedSku",
                product -> product.path("capabilityStatus").asText().equals("Enabled"));
    }

    /** Any that can be given, but the one that can do everything. */
    private String roles() {
        return among(
                "role/%s#assigned",
                "unifiedRoleDefinition",
                role -> role.path("isEnabled").asBoolean()
                        && !role.path("displayName").asText().equals("Global Administrator"));
    }

    private void grant(String... grants) {
        samples.put("grant", String.join(", ", grants));
    }

    /** A group of security alone, whose members get nothing else by it. */
    private static boolean isPlain(JsonNode group) {
        return group.path("securityEnabled").asBoolean()
                && !group.path("mailEnabled").asBoolean()
                && !group.has("groupTypes")
                && !group.path("isAssignableToRole").asBoolean()
                && !group.has("assignedLicenses")
                && isOfTheCloud(group);
    }

    private static boolean isOfTheCloud(JsonNode object) {
        return !object.path("onPremisesSyncEnabled").asBoolean();
    }

    private String among(String form, String type, Predicate<JsonNode> wanted) {
        return Arrays.stream(ids(type, wanted).split(", ", -1))
                .map(id -> form.replace("%s", id))
                .collect(Collectors.joining(", "));
    }

    private String ids(String type, Predicate<JsonNode> wanted) {
        return state.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .filter(line -> wanted.test(line.path("properties")))
                .map(line -> line.path("properties")
                        .path("skuId")
                        .asText(line.path("id").asText()))
                .collect(Collectors.joining(", "));
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the simulator's state is no JSON", malformed);
        }
    }
}
