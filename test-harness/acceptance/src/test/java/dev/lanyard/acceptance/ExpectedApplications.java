package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What an export must hold of enterprise applications, managed identities, app registrations and provisioning jobs. */
final class ExpectedApplications {

    private static final String NO_ROLE = "00000000-0000-0000-0000-000000000000";

    private static final Set<String> APPLICATION_ATTRIBUTES = Set.of(
            "appId",
            "appDisplayName",
            "appOwnerOrganizationId",
            "appRoleAssignmentRequired",
            "description",
            "homepage",
            "loginUrl",
            "notificationEmailAddresses",
            "preferredSingleSignOnMode",
            "replyUrls",
            "servicePrincipalNames",
            "servicePrincipalType",
            "signInAudience",
            "tags",
            "verifiedPublisher");

    private final SimulatedObjects objects;
    private final Consumer<ObjectNode> out;
    private final Map<String, List<JsonNode>> assignments = new HashMap<>();
    private final Map<String, List<String>> jobs = new LinkedHashMap<>();

    private ExpectedApplications(SimulatedObjects objects, Consumer<ObjectNode> out) {
        this.objects = objects;
        this.out = out;
    }

    static void add(List<JsonNode> lines, SimulatedObjects objects, Consumer<ObjectNode> out) {
        ExpectedApplications expected = new ExpectedApplications(objects, out);
        lines.forEach(expected::remember);
        lines.forEach(expected::add);
        expected.addJobs();
    }

    private void add(JsonNode line) {
        JsonNode properties = line.path("properties");
        String id = line.path("id").asText();
        switch (line.get("type").asText()) {
            case "servicePrincipal" -> addServicePrincipal(id, properties);
            case "application" -> addRegistration(id, properties);
            case "applicationOwnership" -> addOwner(line);
            default -> {
                // The others' business.
            }
        }
    }

    private void remember(JsonNode line) {
        if (line.get("type").asText().equals("appRoleAssignment")) {
            assignments
                    .computeIfAbsent(line.at("/properties/resourceId").asText(), any -> new ArrayList<>())
                    .add(line.get("properties"));
        } else if (line.get("type").asText().equals("provisioning")) {
            jobs.computeIfAbsent(line.get("servicePrincipal").asText(), any -> new ArrayList<>())
                    .add(line.get("job").asText());
        }
    }

    private void addServicePrincipal(String id, JsonNode properties) {
        boolean identity = properties.path("servicePrincipalType").asText().equals("ManagedIdentity");
        ObjectNode record = ExpectedRecord.resource(
                "service-principal", id, properties.get("displayName").asText());
        record.put("status", properties.path("accountEnabled").asBoolean() ? "ENABLED" : "DISABLED");
        record.putArray("traits").add(identity ? "WORKLOAD_IDENTITY" : "APPLICATION");
        ObjectNode attributes = record.putObject("attributes");
        if (identity) {
            ExpectedRecord.copy(properties, attributes, Set.of("appId", "servicePrincipalNames", "tags"));
            String resource = properties.at("/alternativeNames/1").asText();
            boolean explicit = properties.at("/alternativeNames/0").asText().equals("isExplicit=True");
            attributes.put("managedIdentityKind", explicit ? "user-assigned" : "system-assigned");
            attributes.put("azureResourceId", resource);
            attributes.put(
                    "azureResourceType", resource.substring(resource.indexOf("Microsoft."), resource.lastIndexOf('/')));
        } else {
            ExpectedRecord.copy(properties, attributes, APPLICATION_ATTRIBUTES);
        }
        out.accept(record);
        if (!identity) {
            addRoles(record, properties);
        }
    }

    private void addRoles(ObjectNode application, JsonNode properties) {
        String id = application.get("id").asText();
        Map<String, Set<String>> accepted = new HashMap<>();
        boolean forUsers = false;
        for (JsonNode role : properties.path("appRoles")) {
            Set<String> types = new TreeSet<>(Set.of("directory-object"));
            for (JsonNode member : role.get("allowedMemberTypes")) {
                forUsers |= member.asText().equals("User");
                types.addAll(member.asText().equals("User") ? Set.of("user", "group") : Set.of("service-principal"));
            }
            String refusal = role.get("isEnabled").asBoolean() ? "" : "disabled";
            String slug = "role-" + role.get("id").asText();
            accepted.put(slug, types);
            addEntitlement(application, slug, role.get("displayName").asText(), "ASSIGNMENT", refusal, types);
        }
        Set<String> any = new TreeSet<>(Set.of("user", "group", "service-principal", "directory-object"));
        List<JsonNode> own = assignments.getOrDefault(id, List.of());
        boolean withoutRole =
                own.stream().anyMatch(each -> each.get("appRoleId").asText().equals(NO_ROLE));
        if (!forUsers || withoutRole) {
            accepted.put("default-access", any);
            addEntitlement(application, "default-access", "Default access", "ASSIGNMENT", "", any);
        }
        Set<String> owners = new TreeSet<>(Set.of("user", "service-principal", "directory-object"));
        addEntitlement(application, "owner", "Owner", "OWNERSHIP", "", owners);
        for (JsonNode each : own) {
            String role = each.get("appRoleId").asText();
            String slug = role.equals(NO_ROLE) ? "default-access" : "role-" + role;
            String type = SimulatedObjects.type(
                    decapitalized(each.get("principalType").asText()));
            String kept = accepted.getOrDefault(slug, Set.of()).contains(type) ? type : "directory-object";
            ObjectNode grant = ExpectedRecord.grant(
                    application.get("key").asText() + "#" + slug,
                    kept + "/" + each.get("principalId").asText());
            grant.put("expandable", kept.equals("group"));
            grant.putObject("attributes").set("createdDateTime", each.get("createdDateTime"));
            out.accept(grant);
        }
    }

    private void addEntitlement(
            ObjectNode resource, String slug, String label, String purpose, String refusal, Set<String> types) {
        ObjectNode record = ExpectedRecord.entitlement(
                resource, slug, label + " of " + resource.get("displayName").asText(), purpose, types);
        if (!refusal.isEmpty()) {
            record.put("refusal", refusal);
        }
        out.accept(record);
    }

    private void addOwner(JsonNode line) {
        if (!line.has("servicePrincipal")) {
            return;
        }
        JsonNode owned = objects.object(line.get("servicePrincipal").asText());
        if (!owned.at("/properties/servicePrincipalType").asText().equals("ManagedIdentity")) {
            out.accept(ExpectedRecord.grant(
                    "service-principal/" + owned.get("id").asText() + "#owner",
                    SimulatedObjects.type(line.get("ownerType").asText()) + "/"
                            + line.get("owner").asText()));
        }
    }

    private void addRegistration(String id, JsonNode properties) {
        ObjectNode record = ExpectedRecord.resource(
                "application", id, properties.get("displayName").asText());
        record.put("status", "ENABLED");
        record.putArray("traits");
        ExpectedRecord.copy(
                properties,
                record.putObject("attributes"),
                Set.of("appId", "signInAudience", "publisherDomain", "description", "createdDateTime"));
        out.accept(record);
    }

    private void addJobs() {
        jobs.forEach((application, ids) -> {
            ObjectNode record = ExpectedRecord.resource("provisioning-job", application, "Provisioning");
            record.put("status", "ENABLED");
            record.putArray("traits");
            record.put("parent", "service-principal/" + application);
            ArrayNode list = record.putObject("attributes").putArray("jobs");
            for (String id : ids) {
                ObjectNode job = (ObjectNode)
                        ExpectedRecord.withoutNulls(objects.object(id).get("properties"));
                job.put("id", id);
                list.add(job);
            }
            out.accept(record);
        });
    }

    private static String decapitalized(String type) {
        return Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }
}
