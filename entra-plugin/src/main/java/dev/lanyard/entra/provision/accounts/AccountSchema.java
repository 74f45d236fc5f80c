package dev.lanyard.entra.provision.accounts;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of accounts that have a field of their own in forms; others are taken under Graph's names. */
public final class AccountSchema {

    private static final String IDENTITY = "Identity";
    private static final String WORK = "Work";
    private static final String GUESTS = "Guests";
    private static final String USER_TYPE = "userType";
    private static final String EXAMPLE_ADDRESS = "ann.smith@example.com";

    private static final Map<String, String> CONTACT = contactLabels();

    private AccountSchema() {}

    /** For new accounts. */
    static ConfigSchema creation() {
        List<ConfigField> fields = new ArrayList<>();
        fields.add(ConfigField.named(
                        USER_TYPE, "User type", new FieldType.Choice(List.of("Member", GuestInvitation.GUEST)))
                .description("Member makes an account of the tenant's own; Guest invites the person of the address"
                        + " 'mail'.")
                .group(IDENTITY)
                .defaultValue("Member")
                .build());
        fields.add(text(UserReading.PRINCIPAL_NAME, "Principal name", IDENTITY)
                .description("The login, at a verified domain of the tenant.")
                .required()
                .onlyWhen(USER_TYPE, "Member")
                .example(EXAMPLE_ADDRESS)
                .build());
        fields.add(text("mailNickname", "Mail nickname", IDENTITY)
                .description("The part before the @ of its address.")
                .required()
                .onlyWhen(USER_TYPE, "Member")
                .example("ann.smith")
                .build());
        fields.add(text("displayName", "Display name", IDENTITY)
                .description(
                        "The name that people know the account by; a guest's is taken from the address unless set.")
                .required()
                .onlyWhen(USER_TYPE, "Member")
                .example("Ann Smith")
                .build());
        fields.addAll(profile());
        fields.add(text("mail", "Mail", GUESTS)
                .description("The address at which a guest is invited.")
                .example(EXAMPLE_ADDRESS)
                .build());
        fields.add(ConfigField.named(GuestInvitation.SEND_MESSAGE, "Send a message", new FieldType.Flag())
                .description("Whether Microsoft sends the invitation to the guest.")
                .group(GUESTS)
                .defaultValue("false")
                .onlyWhen(USER_TYPE, GuestInvitation.GUEST)
                .build());
        fields.add(ConfigField.named(GuestInvitation.REDIRECT_URL, "Redirect URL", new FieldType.Address("https"))
                .description("Where guests arrive once they have accepted.")
                .group(GUESTS)
                .defaultValue(GuestInvitation.DEFAULT_REDIRECT_URL)
                .onlyWhen(USER_TYPE, GuestInvitation.GUEST)
                .build());
        return new ConfigSchema(fields, List.of());
    }

    /**
     * For accounts that are there.
     *
     * @return none of them required
     */
    public static ConfigSchema update() {
        List<ConfigField> fields = new ArrayList<>();
        fields.add(text(UserReading.PRINCIPAL_NAME, "Principal name", IDENTITY).build());
        fields.add(text("mailNickname", "Mail nickname", IDENTITY).build());
        fields.add(text("displayName", "Display name", IDENTITY).build());
        fields.addAll(profile());
        return new ConfigSchema(fields, List.of());
    }

    /**
     * For how to reach a person, where they work, and the attributes whose meaning each tenant chooses.
     *
     * @return none of them required
     */
    public static List<ConfigField> contact() {
        List<ConfigField> fields = new ArrayList<>();
        CONTACT.forEach((name, label) -> fields.add(text(name, label, WORK).build()));
        for (String name : UserProperty.partsOf(UserProperty.EXTENSION_ATTRIBUTES)) {
            fields.add(text(name, "Extension attribute " + name.replaceAll("\\D", ""), "Extension attributes")
                    .build());
        }
        return fields;
    }

    private static Map<String, String> contactLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("displayName", "Display name");
        labels.put("givenName", "Given name");
        labels.put("surname", "Surname");
        labels.put("jobTitle", "Job title");
        labels.put("department", "Department");
        labels.put("companyName", "Company");
        labels.put("employeeId", "Employee ID");
        labels.put("employeeType", "Employee type");
        labels.put("officeLocation", "Office");
        labels.put("streetAddress", "Street");
        labels.put("city", "City");
        labels.put("state", "State or province");
        labels.put("postalCode", "Postal code");
        labels.put("country", "Country");
        labels.put("mobilePhone", "Mobile phone");
        labels.put("businessPhones", "Business phone");
        labels.put("faxNumber", "Fax");
        labels.put("otherMails", "Other mail addresses");
        labels.put("preferredLanguage", "Preferred language");
        return Collections.unmodifiableMap(labels);
    }

    private static List<ConfigField> profile() {
        return List.of(
                ConfigField.named("accountEnabled", "Account enabled", new FieldType.Flag())
                        .description("Whether the person can sign in; a new account's is true unless set.")
                        .group(IDENTITY)
                        .build(),
                text("givenName", "Given name", IDENTITY).build(),
                text("surname", "Surname", IDENTITY).build(),
                text("onPremisesImmutableId", "On-premises immutable ID", IDENTITY)
                        .description("Links the account with one elsewhere; required in federated domains.")
                        .build(),
                text("employeeId", "Employee ID", WORK).build(),
                text("jobTitle", "Job title", WORK).build(),
                text("department", "Department", WORK).build(),
                ConfigField.named(
                                "usageLocation",
                                "Usage location",
                                new FieldType.Text(Optional.of("[A-Z]{2}"), "the two capital letters of a country"))
                        .description("The country in which services are used; needed before licences are assigned.")
                        .group(WORK)
                        .example("DE")
                        .build(),
                ConfigField.named(AskedAccount.MANAGER, "Manager", new FieldType.Text(Optional.empty(), "a text"))
                        .description("The manager's object id, principal name or employee id.")
                        .group(WORK)
                        .build());
    }

    /**
     * A field for a property that is a text.
     *
     * @param name Graph's name
     * @param label the name to show
     * @param group the heading under which to show it
     * @return a builder, with the length that Graph allows
     */
    public static ConfigField.Builder text(String name, String label, String group) {
        int longest = UserProperty.named(name).orElseThrow().longest();
        return ConfigField.named(
                        name,
                        label,
                        new FieldType.Text(
                                Optional.of("(?s).{1," + longest + "}"), "at most " + longest + " characters"))
                .description("Graph's property '" + name + "'.")
                .group(group);
    }
}
