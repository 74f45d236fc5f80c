package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What can be said of a group.
 *
 * @see "Microsoft Graph v1.0 reference: group resource type, Create group, Update group"
 */
final class GroupSchema {

    static final String ID = "id";
    static final String DISPLAY_NAME = "displayName";
    static final String KIND = "kind";
    static final String MAIL_NICKNAME = "mailNickname";
    static final String ROLE_ASSIGNABLE = "isAssignableToRole";
    static final String VISIBILITY = "visibility";
    static final String OWNERS = "owners";
    static final String MEMBERS = "members";

    static final String PRIVATE = "Private";
    static final String HIDDEN = "HiddenMembership";

    private static final ConfigField NAME = text(
                    DISPLAY_NAME, "Display name", "The name that people know the group by.", "(?s).{1,256}", 256)
            .required()
            .build();

    /** Properties that a group need not have, and that can be taken away again. */
    private static final List<ConfigField> OPTIONAL = List.of(
            text("description", "Description", "What the group is for.", "(?s).{1,1024}", 1024)
                    .build(),
            text("classification", "Classification", "One of the tenant's own words.", "(?s).{1,256}", 256)
                    .build(),
            text("preferredLanguage", "Preferred language", "For example en-US.", "[A-Za-z0-9-]{1,256}", 256)
                    .build());

    private static final ConfigField NICKNAME = ConfigField.named(
                    MAIL_NICKNAME,
                    "Mail nickname",
                    new FieldType.Text(
                            Optional.of("[\\x21-\\x7e&&[^@()\\\\\\[\\]\";:<>,]]{1,64}"),
                            "1 to 64 ASCII characters without spaces and @ ( ) \\ [ ] \" ; : < > ,"))
            .description("The part before the @ of the group's address. Left out, it is made from the display name.")
            .build();

    private static final ConfigField SEEN_BY = ConfigField.named(
                    VISIBILITY, "Visibility", new FieldType.Choice(List.of(PRIVATE, "Public", HIDDEN)))
            .description("Who may see and join the group. HiddenMembership is for Microsoft 365 groups, and for good.")
            .build();

    /** What a new group is made from. */
    static final ConfigSchema CREATION = new ConfigSchema(
            Stream.of(
                            Stream.of(
                                    NAME,
                                    ConfigField.named(
                                                    KIND,
                                                    "Kind",
                                                    new FieldType.Choice(List.of(
                                                            GroupKind.SECURITY.text(), GroupKind.MICROSOFT_365.text())))
                                            .description("Whether it is for access alone, or a team's group with a"
                                                    + " mailbox, which can be given access too.")
                                            .defaultValue(GroupKind.SECURITY.text())
                                            .build(),
                                    NICKNAME,
                                    SEEN_BY,
                                    ConfigField.named(ROLE_ASSIGNABLE, "Can hold roles", new FieldType.Flag())
                                            .description("Whether directory roles can be assigned to it; never changed"
                                                    + " afterwards.")
                                            .defaultValue("false")
                                            .build(),
                                    principals(OWNERS, "Owners", "Who owns the group."),
                                    principals(MEMBERS, "Members", "Who belongs to the group at first.")),
                            OPTIONAL.stream())
                    .flatMap(fields -> fields)
                    .toList(),
            List.of());

    /** What making a group answers. */
    static final ConfigSchema RESULTS = new ConfigSchema(
            List.of(
                    ConfigField.named(ID, "Object id", new FieldType.Text(Optional.empty(), "an object id"))
                            .description("The id of the group.")
                            .required()
                            .build(),
                    ConfigField.named(MAIL_NICKNAME, NICKNAME.label(), NICKNAME.type())
                            .description("The mail nickname that the group has.")
                            .required()
                            .build()),
            List.of());

    /** What can be changed. */
    static final ConfigSchema UPDATE = new ConfigSchema(
            Stream.concat(
                            Stream.of(
                                    text(DISPLAY_NAME, NAME.label(), NAME.description(), "(?s).{1,256}", 256)
                                            .build(),
                                    NICKNAME,
                                    SEEN_BY),
                            OPTIONAL.stream())
                    .toList(),
            List.of());

    /** What a group can be without. */
    static final Set<String> CLEARABLE =
            Set.copyOf(OPTIONAL.stream().map(ConfigField::name).toList());

    private GroupSchema() {}

    private static ConfigField.Builder text(
            String name, String label, String description, String pattern, int longest) {
        return ConfigField.named(
                        name,
                        label,
                        new FieldType.Text(Optional.of(pattern), "a text of at most " + longest + " characters"))
                .description(description);
    }

    private static ConfigField principals(String name, String label, String description) {
        return ConfigField.named(
                        name,
                        label,
                        new FieldType.Text(
                                Optional.empty(), "object ids, or principal names of users, separated by commas"))
                .description(description + " Object ids, or principal names of users, separated by commas.")
                .build();
    }
}
