package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What an export must hold of applications, credentials, roles, licences and PIM, worked out from the simulator's own
 * listing. It shares no code with the connector or the host.
 */
final class ExpectedAccess {

    private static final ObjectMapper JSON = new ObjectMapper();
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

    /** Built-in roles with Microsoft's label "Privileged", by their names. */
    private static final Set<String> PRIVILEGED = Set.of(
            "Agent ID Administrator",
            "Application Administrator",
            "Application Developer",
            "Attribute Provisioning Administrator",
            "Attribute Provisioning Reader",
            "Authentication Administrator",
            "Authentication Extensibility Administrator",
            "B2C IEF Keyset Administrator",
            "Cloud Application Administrator",
            "Cloud Device Administrator",
            "Conditional Access Administrator",
            "Directory Writers",
            "Domain Name Administrator",
            "External Identity Provider Administrator",
            "Global Administrator",
            "Global Reader",
            "Helpdesk Administrator",
            "Hybrid Identity Administrator",
            "Intune Administrator",
            "Lifecycle Workflows Administrator",
            "Partner Tier1 Support",
            "Partner Tier2 Support",
            "Password Administrator",
            "Privileged Authentication Administrator",
            "Privileged Role Administrator",
            "Security Administrator",
            "Security Operator",
            "Security Reader",
            "User Administrator");

    private static final Map<String, String> TYPES = Map.of(
            "user", "user",
            "group", "group",
            "servicePrincipal", "service-principal");

    private final Consumer<ObjectNode> out;
    private final Map<String, JsonNode> objects = new HashMap<>();
    private final Map<String, List<JsonNode>> assignments = new HashMap<>();
    private final Map<String, List<String>> jobs = new LinkedHashMap<>();
    private final Map<String, JsonNode> policies = new HashMap<>();

    private ExpectedAccess(Consumer<ObjectNode> out) {
        this.out = out;
    }

    static void add(List<JsonNode> lines, Consumer<ObjectNode> out) {
        ExpectedAccess access = new ExpectedAccess(out);
        lines.forEach(access::remember);
        lines.forEach(access::add);
        access.addJobs();
    }

    private void remember(JsonNode line) {
        String type = line.get("type").asText();
        if (line.has("id")) {
            objects.put(line.get("id").asText(), line);
        }
        if (type.equals("appRoleAssignment")) {
            assignments
                    .computeIfAbsent(line.at("/properties/resourceId").asText(), any -> new ArrayList<>())
                    .add(line.get("properties"));
        } else if (type.equals("unifiedRoleManagementPolicyAssignment")) {
            policies.put(line.at("/properties/roleDefinitionId").asText(), line.at("/properties/policy"));
        }
    }

    private void add(JsonNode line) {
        JsonNode properties = line.path("properties");
        String id = line.path("id").asText();
        switch (line.get("type").asText()) {
            case "servicePrincipal" -> addServicePrincipal(id, properties);
            case "application" -> addRegistration(id, properties);
            case "applicationOwnership" -> addOwner(line);
            case "federation" -> addFederation(line);
            case "provisioning" ->
                jobs.computeIfAbsent(line.get("servicePrincipal").asText(), any -> new ArrayList<>())
                        .add(line.get("job").asText());
            case "unifiedRoleDefinition" -> addRole(id, properties);
            case "unifiedRoleAssignmentScheduleInstance" -> addRoleHolder(properties, "ACTIVE");
            case "unifiedRoleEligibilityScheduleInstance" -> addRoleHolder(properties, "ELIGIBLE");
            case "subscribedSku" -> addProduct(properties);
            case "user" -> addLicences(id, properties);
            case "group" -> addGroupLicences(id, properties);
            case "privilegedAccessGroupAssignmentScheduleInstance" -> addPrivileged(properties, "TEMPORARY");
            case "privilegedAccessGroupEligibilityScheduleInstance" -> addPrivileged(properties, "ELIGIBLE");
            default -> {
                // Told by what it belongs to, or by ExpectedExport.
            }
        }
    }

    private void addServicePrincipal(String id, JsonNode properties) {
        boolean identity = properties.path("servicePrincipalType").asText().equals("ManagedIdentity");
        ObjectNode record =
                resource("service-principal", id, properties.get("displayName").asText());
        record.put("status", properties.path("accountEnabled").asBoolean() ? "ENABLED" : "DISABLED");
        record.putArray("traits").add(identity ? "WORKLOAD_IDENTITY" : "APPLICATION");
        ObjectNode attributes = record.putObject("attributes");
        if (identity) {
            copy(properties, attributes, Set.of("appId", "servicePrincipalNames", "tags"));
            String resource = properties.at("/alternativeNames/1").asText();
            boolean explicit = properties.at("/alternativeNames/0").asText().equals("isExplicit=True");
            attributes.put("managedIdentityKind", explicit ? "user-assigned" : "system-assigned");
            attributes.put("azureResourceId", resource);
            attributes.put(
                    "azureResourceType", resource.substring(resource.indexOf("Microsoft."), resource.lastIndexOf('/')));
        } else {
            copy(properties, attributes, APPLICATION_ATTRIBUTES);
        }
        out.accept(record);
        if (!identity) {
            addRoles(record, properties);
        }
        addCredentials("service-principal", id, properties);
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
            String type = type(decapitalized(each.get("principalType").asText()));
            String kept = accepted.getOrDefault(slug, Set.of()).contains(type) ? type : "directory-object";
            ObjectNode grant = grant(
                    application.get("key").asText() + "#" + slug,
                    kept + "/" + each.get("principalId").asText());
            grant.put("expandable", kept.equals("group"));
            grant.putObject("attributes").set("createdDateTime", each.get("createdDateTime"));
            out.accept(grant);
        }
    }

    private void addOwner(JsonNode line) {
        if (!line.has("servicePrincipal")) {
            return;
        }
        JsonNode owned = object(line.get("servicePrincipal").asText());
        if (!owned.at("/properties/servicePrincipalType").asText().equals("ManagedIdentity")) {
            out.accept(grant(
                    "service-principal/" + owned.get("id").asText() + "#owner",
                    type(line.get("ownerType").asText()) + "/"
                            + line.get("owner").asText()));
        }
    }

    private void addRegistration(String id, JsonNode properties) {
        ObjectNode record =
                resource("application", id, properties.get("displayName").asText());
        record.put("status", "ENABLED");
        record.putArray("traits");
        copy(
                properties,
                record.putObject("attributes"),
                Set.of("appId", "signInAudience", "publisherDomain", "description", "createdDateTime"));
        out.accept(record);
        addCredentials("application", id, properties);
    }

    private void addCredentials(String ownerType, String owner, JsonNode properties) {
        properties
                .path("passwordCredentials")
                .forEach(each -> addCredential(ownerType, owner, "client-secret", "keyId", "displayName", each));
        properties
                .path("keyCredentials")
                .forEach(each -> addCredential(ownerType, owner, "certificate", "keyId", "displayName", each));
    }

    private void addFederation(JsonNode line) {
        String type = line.has("application") ? "application" : "servicePrincipal";
        ObjectNode credential =
                object(line.get("credential").asText()).get("properties").deepCopy();
        credential.put("id", line.get("credential").asText());
        addCredential(
                type.equals("application") ? "application" : "service-principal",
                line.get(type).asText(),
                "federated",
                "id",
                "name",
                credential);
    }

    private void addCredential(
            String ownerType, String owner, String kind, String idName, String nameName, JsonNode credential) {
        ObjectNode record = resource(
                "credential",
                owner + "." + credential.get(idName).asText(),
                credential.get(nameName).asText());
        record.put("status", "ENABLED");
        record.putArray("traits").add("CREDENTIAL");
        record.put("parent", ownerType + "/" + owner);
        ObjectNode attributes = record.putObject("attributes");
        credential.properties().forEach(each -> {
            if (!Set.of(idName, "hint").contains(each.getKey())) {
                attributes.set(each.getKey(), each.getValue());
            }
        });
        attributes.put("credentialKind", kind);
        String end = credential.path("endDateTime").asText();
        if (!end.isEmpty()) {
            attributes.set("expires", credential.get("endDateTime"));
        }
        attributes.put("expired", !end.isEmpty() && !Instant.parse(end).isAfter(Instant.now()));
        out.accept(record);
    }

    private void addJobs() {
        jobs.forEach((application, ids) -> {
            ObjectNode record = resource("provisioning-job", application, "Provisioning");
            record.put("status", "ENABLED");
            record.putArray("traits");
            record.put("parent", "service-principal/" + application);
            ArrayNode list = record.putObject("attributes").putArray("jobs");
            for (String id : ids) {
                ObjectNode job = withoutNulls(object(id).get("properties"));
                job.put("id", id);
                list.add(job);
            }
            out.accept(record);
        });
    }

    private void addRole(String id, JsonNode properties) {
        ObjectNode record = resource("role", id, properties.get("displayName").asText());
        boolean enabled = properties.get("isEnabled").asBoolean();
        record.put("status", enabled ? "ENABLED" : "DISABLED");
        ArrayNode traits = record.putArray("traits");
        if (PRIVILEGED.contains(record.get("displayName").asText())) {
            traits.add("PRIVILEGED");
        }
        traits.add("ROLE");
        ObjectNode attributes = record.putObject("attributes");
        copy(properties, attributes, Set.of("description", "templateId", "isBuiltIn", "resourceScopes"));
        for (JsonNode rule : Optional.ofNullable(policies.get(id)).orElseThrow().path("rules")) {
            switch (rule.get("id").asText()) {
                case "Expiration_EndUser_Assignment" ->
                    attributes.set("activationMaximumDuration", rule.get("maximumDuration"));
                case "Expiration_Admin_Eligibility" -> {
                    attributes.set("eligibilityMaximumDuration", rule.get("maximumDuration"));
                    attributes.put(
                            "permanentEligibilityAllowed",
                            !rule.get("isExpirationRequired").asBoolean());
                }
                case "Expiration_Admin_Assignment" -> {
                    attributes.set("assignmentMaximumDuration", rule.get("maximumDuration"));
                    attributes.put(
                            "permanentAssignmentAllowed",
                            !rule.get("isExpirationRequired").asBoolean());
                }
                case "Enablement_EndUser_Assignment" -> {
                    String enabledRules = rule.get("enabledRules").toString();
                    attributes.put("activationRequiresMfa", enabledRules.contains("MultiFactorAuthentication"));
                    attributes.put("activationRequiresJustification", enabledRules.contains("Justification"));
                }
                case "Approval_EndUser_Assignment" ->
                    attributes.set("activationRequiresApproval", rule.at("/setting/isApprovalRequired"));
                default -> throw new AssertionError("an unknown rule: " + rule);
            }
        }
        out.accept(record);
        Set<String> any = new TreeSet<>(Set.of("user", "group", "service-principal", "directory-object"));
        ObjectNode entitlement =
                entitlement(record, "assigned", record.get("displayName").asText(), "ASSIGNMENT", any);
        if (!enabled) {
            entitlement.put("refusal", "disabled");
        } else if (record.get("displayName").asText().equals("Directory Synchronization Accounts")) {
            entitlement.put("refusal", "reserved");
        }
        out.accept(entitlement);
    }

    private void addRoleHolder(JsonNode properties, String holding) {
        boolean ends = properties.hasNonNull("endDateTime");
        String held = holding.equals("ACTIVE") && ends ? "TEMPORARY" : holding;
        String principal = principal(properties);
        ObjectNode grant = grant("role/" + properties.get("roleDefinitionId").asText() + "#assigned", principal);
        String scope = properties.get("directoryScopeId").asText();
        String key = grant.get("key").asText() + qualifier(held);
        if (!scope.equals("/")) {
            grant.put("scope", scope);
            key += ";scope=" + scope.replace("/", "%2F");
        }
        grant.put("key", key);
        grant.put("holding", held);
        grant.put("expandable", principal.startsWith("group/"));
        validity(grant, properties);
        if (properties.hasNonNull("assignmentType")) {
            grant.putObject("attributes").set("assignmentType", properties.get("assignmentType"));
        }
        out.accept(grant);
    }

    private void addPrivileged(JsonNode properties, String holding) {
        if (properties.get("memberType").asText().equals("group")) {
            // It follows from what the group has that the principal is in.
            return;
        }
        String slug = properties.get("accessId").asText();
        String principal = principal(properties);
        ObjectNode grant = grant("group/" + properties.get("groupId").asText() + "#" + slug, principal);
        grant.put("expandable", slug.equals("member") && principal.startsWith("group/"));
        grant.put("key", grant.get("key").asText() + qualifier(holding));
        grant.put("holding", holding);
        validity(grant, properties);
        if (properties.hasNonNull("assignmentType")) {
            grant.putObject("attributes").set("assignmentType", properties.get("assignmentType"));
        }
        out.accept(grant);
    }

    private void addProduct(JsonNode properties) {
        String name = properties.get("skuPartNumber").asText();
        ObjectNode record = resource("licence", properties.get("skuId").asText(), name);
        record.put("status", "ENABLED");
        record.putArray("traits").add("LICENCE");
        ObjectNode attributes = record.putObject("attributes");
        copy(
                properties,
                attributes,
                Set.of(
                        "skuPartNumber",
                        "capabilityStatus",
                        "appliesTo",
                        "accountName",
                        "consumedUnits",
                        "prepaidUnits",
                        "servicePlans"));
        JsonNode bought = properties.get("prepaidUnits");
        attributes.put(
                "unitsBought",
                bought.get("enabled").asInt() + bought.get("warning").asInt());
        attributes.set("unitsUsed", properties.get("consumedUnits"));
        out.accept(record);
        out.accept(entitlement(
                record, "assigned", "Licence " + name, "ASSIGNMENT", new TreeSet<>(Set.of("user", "group"))));
    }

    private void addLicences(String user, JsonNode properties) {
        for (JsonNode state : properties.path("licenseAssignmentStates")) {
            ObjectNode grant = grant("licence/" + state.get("skuId").asText() + "#assigned", "user/" + user);
            if (state.hasNonNull("assignedByGroup")) {
                String through = "group/" + state.get("assignedByGroup").asText();
                grant.put("through", through);
                grant.put("key", grant.get("key").asText() + ";through=" + through);
            }
            ObjectNode attributes = grant.putObject("attributes");
            attributes.set("state", state.get("state"));
            attributes.set("error", state.get("error"));
            out.accept(grant);
        }
    }

    private void addGroupLicences(String group, JsonNode properties) {
        for (JsonNode licence : properties.path("assignedLicenses")) {
            out.accept(grant("licence/" + licence.get("skuId").asText() + "#assigned", "group/" + group));
        }
    }

    private JsonNode object(String id) {
        return Optional.ofNullable(objects.get(id)).orElseThrow();
    }

    private static String type(String graphName) {
        return Optional.ofNullable(TYPES.get(graphName)).orElseThrow();
    }

    private String principal(JsonNode properties) {
        String id = properties.get("principalId").asText();
        return type(object(id).get("type").asText()) + "/" + id;
    }

    private static String qualifier(String holding) {
        return switch (holding) {
            case "ELIGIBLE" -> ";eligible";
            case "TEMPORARY" -> ";temporary";
            default -> "";
        };
    }

    private static void validity(ObjectNode grant, JsonNode properties) {
        grant.set("from", properties.get("startDateTime"));
        if (properties.hasNonNull("endDateTime")) {
            grant.set("until", properties.get("endDateTime"));
        }
    }

    private static ObjectNode resource(String type, String id, String name) {
        ObjectNode record = JSON.createObjectNode();
        record.put("kind", "resource");
        record.put("key", type + "/" + id);
        record.put("type", type);
        record.put("id", id);
        record.put("displayName", name);
        return record;
    }

    private void addEntitlement(
            ObjectNode resource, String slug, String label, String purpose, String refusal, Set<String> types) {
        ObjectNode record = entitlement(
                resource, slug, label + " of " + resource.get("displayName").asText(), purpose, types);
        if (!refusal.isEmpty()) {
            record.put("refusal", refusal);
        }
        out.accept(record);
    }

    private static ObjectNode entitlement(
            ObjectNode resource, String slug, String name, String purpose, Set<String> types) {
        ObjectNode record = JSON.createObjectNode();
        record.put("kind", "entitlement");
        record.put("key", resource.get("key").asText() + "#" + slug);
        record.put("resource", resource.get("key").asText());
        record.put("slug", slug);
        record.put("displayName", name);
        record.put("purpose", purpose);
        ArrayNode accepted = record.putArray("principalTypes");
        types.forEach(accepted::add);
        return record;
    }

    private static ObjectNode grant(String entitlement, String principal) {
        ObjectNode record = JSON.createObjectNode();
        record.put("kind", "grant");
        record.put("key", entitlement + "@" + principal);
        record.put("entitlement", entitlement);
        record.put("principal", principal);
        record.put("holding", "ACTIVE");
        record.put("expandable", false);
        record.put("external", principal.startsWith("directory-object/"));
        return record;
    }

    private static void copy(JsonNode from, ObjectNode to, Set<String> names) {
        from.properties().forEach(each -> {
            if (names.contains(each.getKey()) && !each.getValue().isNull()) {
                to.set(each.getKey(), each.getValue());
            }
        });
    }

    private static ObjectNode withoutNulls(JsonNode value) {
        ObjectNode copy = value.deepCopy();
        copy.properties().removeIf(each -> each.getValue().isNull());
        copy.properties().forEach(each -> {
            if (each.getValue().isObject()) {
                each.setValue(withoutNulls(each.getValue()));
            }
        });
        return copy;
    }

    private static String decapitalized(String type) {
        return Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }
}
