package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What an export must hold of directory roles, and of membership of groups and roles through PIM. */
final class ExpectedRoles {

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

    private final SimulatedObjects objects;
    private final Consumer<ObjectNode> out;
    private final Map<String, JsonNode> policies = new HashMap<>();

    private ExpectedRoles(SimulatedObjects objects, Consumer<ObjectNode> out) {
        this.objects = objects;
        this.out = out;
    }

    static void add(List<JsonNode> lines, SimulatedObjects objects, Consumer<ObjectNode> out) {
        ExpectedRoles expected = new ExpectedRoles(objects, out);
        lines.forEach(expected::remember);
        lines.forEach(expected::add);
    }

    private void add(JsonNode line) {
        JsonNode properties = line.path("properties");
        String id = line.path("id").asText();
        switch (line.get("type").asText()) {
            case "unifiedRoleDefinition" -> addRole(id, properties);
            case "unifiedRoleAssignmentScheduleInstance" -> addRoleHolder(properties, "ACTIVE");
            case "unifiedRoleEligibilityScheduleInstance" -> addRoleHolder(properties, "ELIGIBLE");
            case "privilegedAccessGroupAssignmentScheduleInstance" -> addPrivileged(properties, "TEMPORARY");
            case "privilegedAccessGroupEligibilityScheduleInstance" -> addPrivileged(properties, "ELIGIBLE");
            default -> {
                // The others' business.
            }
        }
    }

    private void remember(JsonNode line) {
        if (line.get("type").asText().equals("unifiedRoleManagementPolicyAssignment")) {
            policies.put(line.at("/properties/roleDefinitionId").asText(), line.at("/properties/policy"));
        }
    }

    private void addRole(String id, JsonNode properties) {
        ObjectNode record = ExpectedRecord.resource(
                "role", id, properties.get("displayName").asText());
        boolean enabled = properties.get("isEnabled").asBoolean();
        record.put("status", enabled ? "ENABLED" : "DISABLED");
        ArrayNode traits = record.putArray("traits");
        if (PRIVILEGED.contains(record.get("displayName").asText())) {
            traits.add("PRIVILEGED");
        }
        traits.add("ROLE");
        ObjectNode attributes = record.putObject("attributes");
        ExpectedRecord.copy(properties, attributes, Set.of("description", "templateId", "isBuiltIn", "resourceScopes"));
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
        ObjectNode entitlement = ExpectedRecord.entitlement(
                record, "assigned", record.get("displayName").asText(), "ASSIGNMENT", any);
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
        String principal = objects.principal(properties);
        ObjectNode grant = ExpectedRecord.grant(
                "role/" + properties.get("roleDefinitionId").asText() + "#assigned", principal);
        String scope = properties.get("directoryScopeId").asText();
        String key = grant.get("key").asText() + ExpectedRecord.qualifier(held);
        if (!scope.equals("/")) {
            grant.put("scope", scope);
            key += ";scope=" + scope.replace("/", "%2F");
        }
        grant.put("key", key);
        grant.put("holding", held);
        grant.put("expandable", principal.startsWith("group/"));
        ExpectedRecord.validity(grant, properties);
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
        String principal = objects.principal(properties);
        ObjectNode grant =
                ExpectedRecord.grant("group/" + properties.get("groupId").asText() + "#" + slug, principal);
        grant.put("expandable", slug.equals("member") && principal.startsWith("group/"));
        grant.put("key", grant.get("key").asText() + ExpectedRecord.qualifier(holding));
        grant.put("holding", holding);
        ExpectedRecord.validity(grant, properties);
        if (properties.hasNonNull("assignmentType")) {
            grant.putObject("attributes").set("assignmentType", properties.get("assignmentType"));
        }
        out.accept(grant);
    }
}
