package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.model.AttributeValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A property of a user that can be written.
 *
 * <p>Left out are those that an application cannot write (the SharePoint profile, such as {@code aboutMe}) and those
 * that have a change of their own (passwords, licences, the manager).
 *
 * @param name Graph's name
 * @param form what its values look like
 * @param longest how many characters a text may have
 * @param within the property of which it is a part, or empty; parts are set and taken away one by one
 * @see "Microsoft Graph v1.0 reference: user resource type, Create user, Update user"
 */
record UserProperty(String name, PropertyForm form, int longest, Optional<String> within) {

    static final String EXTENSION_ATTRIBUTES = "onPremisesExtensionAttributes";

    private static final int LONGEST = 1024;
    private static final String COUNTRY = "[A-Z]{2}";
    private static final Set<String> NEVER_CLEARED =
            Set.of("accountEnabled", "displayName", "mailNickname", "userPrincipalName", "userType");

    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("displayName", 256),
            Map.entry("userPrincipalName", 113),
            Map.entry("mailNickname", 64),
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
            Map.entry("employeeId", 16));

    private static final Map<String, List<String>> PARTS = Map.of(
            "employeeOrgData",
            List.of("costCenter", "division"),
            EXTENSION_ATTRIBUTES,
            IntStream.rangeClosed(1, 15)
                    .mapToObj(number -> "extensionAttribute" + number)
                    .toList());

    private static final Map<String, UserProperty> ALL = all();

    private static Map<String, UserProperty> all() {
        Map<String, UserProperty> all = new TreeMap<>();
        add(all, PropertyForm.FLAG, "accountEnabled");
        add(all, PropertyForm.TEXT, "ageGroup city companyName consentProvidedForMinor country department displayName");
        add(all, PropertyForm.TEXT, "employeeId employeeType faxNumber givenName jobTitle mail mailNickname");
        add(all, PropertyForm.TEXT, "mobilePhone officeLocation onPremisesImmutableId passwordPolicies postalCode");
        add(all, PropertyForm.TEXT, "preferredLanguage state streetAddress surname usageLocation userPrincipalName");
        add(all, PropertyForm.TEXT, "userType");
        add(all, PropertyForm.TEXTS, "businessPhones otherMails");
        add(all, PropertyForm.TIME, "employeeHireDate employeeLeaveDateTime");
        PARTS.forEach((whole, parts) -> parts.forEach(
                part -> all.put(part, new UserProperty(part, PropertyForm.TEXT, LONGEST, Optional.of(whole)))));
        return Collections.unmodifiableMap(all);
    }

    private static void add(Map<String, UserProperty> all, PropertyForm form, String names) {
        for (String name : names.split(" ", -1)) {
            all.put(name, new UserProperty(name, form, LENGTHS.getOrDefault(name, LONGEST), Optional.empty()));
        }
    }

    /** The property of a name, or empty if it cannot be written or is not known. */
    static Optional<UserProperty> named(String name) {
        // Directory extensions are the tenant's own, and so is the form of their values.
        return name.startsWith("extension_")
                ? Optional.of(new UserProperty(name, PropertyForm.ANY, LONGEST, Optional.empty()))
                : Optional.ofNullable(ALL.get(name));
    }

    /** The parts of a property that consists of others; empty for any other. */
    static List<String> partsOf(String name) {
        return PARTS.getOrDefault(name, List.of());
    }

    /** What Graph calls the property in a request: that of which it is a part, if it is one. */
    String selected() {
        return within.orElse(name);
    }

    /** Whether an account can be without it. */
    boolean canBeCleared() {
        return !NEVER_CLEARED.contains(name);
    }

    /** What is wrong with a value in this property's form, or empty. */
    Optional<String> problem(AttributeValue value) {
        if (!(value instanceof AttributeValue.Text text)) {
            return Optional.empty();
        }
        if (text.value().length() > longest) {
            return Optional.of(name + " must have at most " + longest + " characters");
        }
        return name.equals("usageLocation") && !text.value().matches(COUNTRY)
                ? Optional.of(name + " must be the two capital letters of a country")
                : Optional.empty();
    }

    /** Whether two values are the same to Graph, which keeps the case of addresses but does not tell them by it. */
    boolean isSame(AttributeValue one, AttributeValue other) {
        return one.equals(other)
                || (Set.of("userPrincipalName", "mail").contains(name)
                        && one instanceof AttributeValue.Text text
                        && other instanceof AttributeValue.Text otherText
                        && text.value().equalsIgnoreCase(otherText.value()));
    }

    /** Takes the value away. */
    void clear(JsonBody body) {
        if (form == PropertyForm.TEXTS) {
            // A list cannot be null, only empty.
            body.put(name, List.of());
        } else {
            body.putNull(name);
        }
    }
}
