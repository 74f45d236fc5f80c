package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a user's properties must be like. */
final class UserRules {

    static final PropertyValues VALUES = new PropertyValues(
            ObjectType.USER,
            Set.of(("accountEnabled ageGroup businessPhones city companyName consentProvidedForMinor country department"
                            + " displayName employeeHireDate employeeId employeeLeaveDateTime employeeOrgData"
                            + " employeeType faxNumber givenName jobTitle mail mailNickname mobilePhone"
                            + " officeLocation onPremisesExtensionAttributes onPremisesImmutableId otherMails"
                            + " passwordPolicies passwordProfile postalCode preferredLanguage state"
                            + " streetAddress surname usageLocation userPrincipalName userType")
                    .split(" ", -1)),
            Map.ofEntries(
                    Map.entry("employeeId", 16),
                    Map.entry("displayName", 256),
                    Map.entry("mailNickname", 64),
                    Map.entry("userPrincipalName", 113),
                    Map.entry("givenName", 64),
                    Map.entry("surname", 64),
                    Map.entry("department", 64),
                    Map.entry("companyName", 64),
                    Map.entry("mobilePhone", 64),
                    Map.entry("jobTitle", 128),
                    Map.entry("officeLocation", 128),
                    Map.entry("city", 128),
                    Map.entry("country", 128),
                    Map.entry("state", 128),
                    Map.entry("postalCode", 40),
                    Map.entry("usageLocation", 2)));

    private static final Set<String> NEVER_UNSET =
            Set.of("displayName", "userPrincipalName", "mailNickname", "accountEnabled", "passwordProfile");

    /** What properties that are objects consist of. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "employeeOrgData",
            Set.of("costCenter", "division"),
            "onPremisesExtensionAttributes",
            IntStream.rangeClosed(1, 15)
                    .mapToObj(number -> "extensionAttribute" + number)
                    .collect(Collectors.toUnmodifiableSet()));

    private UserRules() {}

    /** The values that a body sets, each of them possible for a user in this directory. */
    static Map<String, @Nullable JsonNode> read(JsonNode body, Directory directory) {
        Map<String, @Nullable JsonNode> values = VALUES.read(body);
        values.forEach((name, value) -> {
            if (value == null && NEVER_UNSET.contains(name)) {
                throw VALUES.invalid(name);
            }
        });
        MEMBERS.forEach((name, members) -> requireMembers(values.get(name), members));
        require(values, "mailNickname", "[\\x21-\\x7e&&[^@()\\\\\\[\\]\";:<>, ]]+");
        require(values, "usageLocation", "[A-Z]{2}");
        require(values, "userType", "Member|Guest");
        require(values, "mail", "[^@ ]+@[^@ ]+");
        String principalName = text(values, "userPrincipalName");
        if (principalName != null) {
            require(values, "userPrincipalName", "[A-Za-z0-9'._!#^~-]+@[A-Za-z0-9.-]+");
            if (domain(directory, principalName) == null) {
                throw GraphException.badRequest("The domain portion of the userPrincipalName property is invalid. You"
                        + " must use one of the verified domain names in your organization.");
            }
        }
        return values;
    }

    private static void requireMembers(@Nullable JsonNode value, Set<String> members) {
        if (value != null) {
            value.properties().forEach(member -> {
                if (!members.contains(member.getKey())) {
                    throw GraphException.unknown("The property '" + member.getKey() + "' does not exist on this type.");
                }
                if (!member.getValue().isTextual() && !member.getValue().isNull()) {
                    throw GraphException.unknown(
                            "Cannot convert a value to the expected type 'Edm.String' for property '" + member.getKey()
                                    + "'.");
                }
            });
        }
    }

    private static void require(Map<String, @Nullable JsonNode> values, String name, String pattern) {
        String text = text(values, name);
        if (text != null && !text.matches(pattern)) {
            throw VALUES.invalid(name);
        }
    }

    /** The text of a value, or null if it is not set. */
    static @Nullable String text(Map<String, @Nullable JsonNode> values, String name) {
        JsonNode value = values.get(name);
        return value == null ? null : value.asText();
    }

    /** Whether those of this name sign in elsewhere, so that they need no password here. */
    static boolean federated(Directory directory, String principalName) {
        JsonNode domain = domain(directory, principalName);
        return domain != null && domain.path("type").asText().equals("Federated");
    }

    private static @Nullable JsonNode domain(Directory directory, String principalName) {
        String name = principalName.substring(principalName.indexOf('@') + 1);
        for (int slot : directory.slots(ObjectType.ORGANIZATION)) {
            DirectoryObject organization = directory.object(slot);
            if (organization != null) {
                for (JsonNode domain :
                        organization.value(ObjectType.ORGANIZATION.properties().get("verifiedDomains"))) {
                    if (domain.path("name").asText().equalsIgnoreCase(name)) {
                        return domain;
                    }
                }
            }
        }
        return null;
    }

    /** Refuses names that another user has. */
    static void requireUnique(Map<String, @Nullable JsonNode> values, Directory directory, String ownId) {
        String mail = text(values, "mail");
        String address = mail == null ? null : "\"smtp:" + mail.toLowerCase(Locale.ROOT) + "\"";
        for (int slot : directory.slots(ObjectType.USER)) {
            DirectoryObject user = directory.object(slot);
            if (user == null || user.id().equals(ownId)) {
                continue;
            }
            for (String name : Set.of("userPrincipalName", "mailNickname")) {
                String wanted = text(values, name);
                if (wanted != null && wanted.equalsIgnoreCase(user.text(name))) {
                    throw Refusals.exists(name);
                }
            }
            if (address != null
                    && user.value(user.type().properties().get("proxyAddresses"))
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .contains(address)) {
                throw Refusals.exists("proxyAddresses");
            }
        }
    }

    /** The domain that the tenant was made with. */
    static String initialDomain(Directory directory) {
        return Arrays.stream(directory.slots(ObjectType.ORGANIZATION))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .map(organization -> organization
                        .value(organization.type().properties().get("verifiedDomains"))
                        .path(0)
                        .path("name")
                        .asText())
                .findFirst()
                .orElse("");
    }
}
