package dev.lanyard.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an export must hold, worked out from the simulator's own listing of its tenant. It shares no code with the
 * connector or the host.
 */
final class ExpectedExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an administrator is promised of a user, under Graph's names. */
    private static final Set<String> USER_ATTRIBUTES = Set.of(
            "userPrincipalName",
            "givenName",
            "surname",
            "mail",
            "mailNickname",
            "proxyAddresses",
            "otherMails",
            "imAddresses",
            "businessPhones",
            "mobilePhone",
            "faxNumber",
            "jobTitle",
            "department",
            "companyName",
            "officeLocation",
            "streetAddress",
            "city",
            "state",
            "postalCode",
            "country",
            "usageLocation",
            "preferredLanguage",
            "preferredDataLocation",
            "employeeId",
            "employeeType",
            "employeeHireDate",
            "employeeOrgData",
            "ageGroup",
            "consentProvidedForMinor",
            "createdDateTime",
            "lastPasswordChangeDateTime",
            "userType",
            "creationType",
            "externalUserState",
            "externalUserStateChangeDateTime",
            "passwordPolicies",
            "securityIdentifier",
            "signInSessionsValidFromDateTime",
            "showInAddressList",
            "isManagementRestricted",
            "identities",
            "onPremisesSyncEnabled",
            "onPremisesImmutableId",
            "onPremisesSamAccountName",
            "onPremisesDistinguishedName",
            "onPremisesSecurityIdentifier",
            "onPremisesDomainName",
            "onPremisesUserPrincipalName",
            "onPremisesLastSyncDateTime",
            "onPremisesExtensionAttributes",
            "onPremisesProvisioningErrors");

    private static final Set<String> GROUP_ATTRIBUTES = Set.of(
            "description",
            "mail",
            "mailNickname",
            "uniqueName",
            "classification",
            "groupTypes",
            "proxyAddresses",
            "resourceBehaviorOptions",
            "resourceProvisioningOptions",
            "mailEnabled",
            "securityEnabled",
            "isAssignableToRole",
            "isManagementRestricted",
            "visibility",
            "membershipRule",
            "membershipRuleProcessingState",
            "securityIdentifier",
            "theme",
            "preferredDataLocation",
            "preferredLanguage",
            "createdDateTime",
            "renewedDateTime",
            "expirationDateTime",
            "onPremisesLastSyncDateTime",
            "onPremisesSyncEnabled",
            "onPremisesSamAccountName",
            "onPremisesDomainName",
            "onPremisesNetBiosName",
            "onPremisesSecurityIdentifier",
            "onPremisesProvisioningErrors");

    private final Map<String, JsonNode> records = new TreeMap<>();
    private final Set<String> userAttributes;

    private ExpectedExport(Set<String> extensions) {
        this.userAttributes = new HashSet<>(USER_ATTRIBUTES);
        userAttributes.addAll(extensions);
    }

    /** Works out the records from the simulator's lines. */
    static Map<String, JsonNode> of(List<String> state) {
        return of(state, Set.of());
    }

    /** Works out the records from the simulator's lines, of users with these attributes besides. */
    static Map<String, JsonNode> of(List<String> state, Set<String> extensions) {
        ExpectedExport export = new ExpectedExport(extensions);
        List<JsonNode> lines = state.stream().map(ExpectedExport::read).toList();
        lines.forEach(export::add);
        SimulatedObjects objects = new SimulatedObjects(lines);
        ExpectedApplications.add(lines, objects, export::put);
        ExpectedCredentials.add(lines, objects, export::put);
        ExpectedRoles.add(lines, objects, export::put);
        ExpectedLicences.add(lines, export::put);
        return export.records;
    }

    /** Reads an export, refusing a key that stands in it twice. */
    static Map<String, JsonNode> read(List<String> export) {
        Map<String, JsonNode> records = new TreeMap<>();
        for (String line : export) {
            JsonNode record = read(line);
            if (records.put(record.get("key").asText(), record) != null) {
                throw new AssertionError("exported twice: " + record.get("key").asText());
            }
        }
        return records;
    }

    private void add(JsonNode line) {
        switch (line.get("type").asText()) {
            case "user" -> addUser(line);
            case "group" -> addGroup(line);
            case "membership" -> addGrant(line, "member");
            case "ownership" -> addGrant(line, "owner");
            default -> {
                // Devices and contacts are seen only where they hold something; the rest has classes of its own.
            }
        }
    }

    private void addUser(JsonNode user) {
        JsonNode properties = user.get("properties");
        ObjectNode record = ExpectedRecord.resource(
                "user", user.get("id").asText(), properties.get("displayName").asText());
        record.put("status", properties.get("accountEnabled").asBoolean() ? "ENABLED" : "DISABLED");
        ArrayNode traits = record.putArray("traits").add("ACCOUNT");
        if (properties.path("userType").asText().equals("Guest")) {
            traits.add("GUEST");
        }
        ObjectNode attributes = record.putObject("attributes");
        ExpectedRecord.copy(properties, attributes, userAttributes);
        if (user.hasNonNull("managerId")) {
            attributes.set("manager", user.get("managerId"));
        }
        put(record);
    }

    private void addGroup(JsonNode group) {
        JsonNode properties = group.get("properties");
        String id = group.get("id").asText();
        ObjectNode record = ExpectedRecord.resource(
                "group", id, properties.get("displayName").asText());
        record.put("status", "ENABLED");
        record.putArray("traits").add("GROUP");
        ObjectNode attributes = record.putObject("attributes");
        ExpectedRecord.copy(properties, attributes, GROUP_ATTRIBUTES);
        boolean dynamic = lists(properties, "DynamicMembership");
        boolean mail = properties.path("mailEnabled").asBoolean();
        boolean security = properties.path("securityEnabled").asBoolean();
        boolean synced = properties.path("onPremisesSyncEnabled").asBoolean();
        String kind = lists(properties, "Unified")
                ? "microsoft-365"
                : mail ? security ? "mail-enabled-security" : "distribution" : "security";
        attributes.put("groupKind", kind);
        put(record);

        boolean exchange = kind.equals("mail-enabled-security") || kind.equals("distribution");
        String owner = synced ? "synced" : exchange ? "exchange-managed" : "";
        String member = synced ? "synced" : dynamic ? "dynamic" : exchange ? "exchange-managed" : "";
        String[] members = kind.equals("microsoft-365")
                ? new String[] {"user"}
                : new String[] {"contact", "device", "directory-object", "group", "service-principal", "user"};
        addEntitlement(record, "member", "MEMBERSHIP", member, members);
        addEntitlement(record, "owner", "OWNERSHIP", owner, "directory-object", "service-principal", "user");
    }

    private void addEntitlement(ObjectNode group, String slug, String purpose, String refusal, String... types) {
        String name = group.get("displayName").asText();
        String displayName = (slug.equals("member") ? "Member of " : "Owner of ") + name;
        ObjectNode record =
                ExpectedRecord.entitlement(group, slug, displayName, purpose, new TreeSet<>(List.of(types)));
        if (!refusal.isEmpty()) {
            record.put("refusal", refusal);
        }
        put(record);
    }

    private void addGrant(JsonNode link, String slug) {
        String type = SimulatedObjects.type(link.get(slug + "Type").asText());
        ObjectNode record = ExpectedRecord.grant(
                "group/" + link.get("group").asText() + "#" + slug,
                type + "/" + link.get(slug).asText());
        record.put("expandable", slug.equals("member") && type.equals("group"));
        put(record);
    }

    private void put(ObjectNode record) {
        records.put(record.get("key").asText(), record);
    }

    private static boolean lists(JsonNode properties, String groupType) {
        for (JsonNode each : properties.path("groupTypes")) {
            if (each.asText().equals(groupType)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode read(String line) {
        try {
            JsonNode record = JSON.readTree(line);
            // The reason is for people; programs go by the code.
            if (record.path("refusal").isObject()) {
                ((ObjectNode) record).set("refusal", record.get("refusal").get("code"));
            }
            return record;
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not a line of JSON: " + line, malformed);
        }
    }
}
