package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import java.util.List;
import java.util.Optional;

/** The settings that say what of a tenant is read. */
final class ReadingFields {

    private static final String GROUP = "What is read";
    private static final String NAMES = listOf("[A-Za-z0-9_.-]+");
    private static final String GUIDS = listOf(EntraSchema.GUID);

    /** The ids of all streams: a misspelt one would silently not be read. */
    private static final List<String> STREAM_IDS = List.of(
            "accounts",
            "groups",
            "applications",
            "managed-identities",
            "credentials",
            "provisioning-jobs",
            "roles",
            "licences",
            "privileged-groups",
            "sign-in-activity",
            "mailboxes");

    private ReadingFields() {}

    static List<ConfigField> all() {
        return List.of(
                ConfigField.named(
                                EntraSchema.STREAMS,
                                "Streams",
                                new FieldType.Text(
                                        Optional.of(listOf(String.join("|", STREAM_IDS))),
                                        "ids of streams, separated by commas, out of " + String.join(", ", STREAM_IDS)))
                        .description("The streams to read, by their ids; all of them if left empty.")
                        .group(GROUP)
                        .example("accounts, groups, licences")
                        .build(),
                flag(EntraSchema.INCLUDE_GUESTS, "Include guests", true)
                        .description("Whether guests count among the accounts. Their grants are read in any case, and"
                                + " are marked as those of principals that are not read.")
                        .permissions(ReadingPermissions.USERS)
                        .build(),
                flag(EntraSchema.INCLUDE_DELETED, "Include deleted objects", false)
                        .description("Whether deleted users and groups that can still be restored are read, marked as"
                                + " deleted.")
                        .permissions(ReadingPermissions.USERS, ReadingPermissions.DELETED_GROUPS)
                        .build(),
                flag(EntraSchema.SKIP_ON_PREMISES_GROUPS, "Skip Active Directory Server groups", false)
                        .description("Whether to leave out groups that are synchronised from an on-premises Active"
                                + " Directory, because another connector governs them there.")
                        .permissions(ReadingPermissions.GROUPS, ReadingPermissions.ON_PREMISES_MEMBERS)
                        .build(),
                flag(EntraSchema.KEEP_ON_PREMISES_MEMBERS, "Keep on-premises members", false)
                        .description("Whether users that are synchronised from on-premises stay members of cloud groups"
                                + " although on-premises groups are skipped. Without it they are left out, and"
                                + " counted.")
                        .onlyWhen(EntraSchema.SKIP_ON_PREMISES_GROUPS, "true")
                        .permissions(ReadingPermissions.GROUPS)
                        .build(),
                flag(EntraSchema.ON_PREMISES_EXTENSION_ATTRIBUTES, "On-premises extension attributes", true)
                        .description("Whether extensionAttribute1 to extensionAttribute15 of users are read.")
                        .permissions(ReadingPermissions.USERS)
                        .build(),
                ConfigField.named(
                                EntraSchema.EXTENSION_ATTRIBUTES,
                                "Extension attributes",
                                new FieldType.Text(Optional.of(NAMES), "names of properties, separated by commas"))
                        .description("Directory and schema extension attributes of users to read besides, under the"
                                + " names that Microsoft Graph gives them.")
                        .group(GROUP)
                        .example("extension_4c1f7d2a0b3e4f5a9c8d7e6f5a4b3c2d_badgeNumber")
                        .permissions(ReadingPermissions.USERS)
                        .build(),
                flag(EntraSchema.SIGN_IN_ACTIVITY, "Sign-in activity", false)
                        .description("Whether to read when users last tried to sign in and last did. Graph allows ten"
                                + " requests a minute, so that it takes its time, beside everything else.")
                        .permissions(ReadingPermissions.SIGN_IN_ACTIVITY, ReadingPermissions.USERS)
                        .licence(Licence.P1.title())
                        .build(),
                flag(EntraSchema.MAILBOX_PURPOSE, "Mailbox purpose", false)
                        .description(
                                "Whether to tell shared, room and equipment mailboxes from those of people. Costs a"
                                        + " call for every user.")
                        .permissions(ReadingPermissions.MAILBOXES, ReadingPermissions.USERS)
                        .build(),
                flag(EntraSchema.SKIP_UNASSIGNED_APPLICATIONS, "Skip unassigned applications", false)
                        .description("Whether to leave out enterprise applications to which nobody is assigned.")
                        .permissions(ReadingPermissions.APPLICATIONS)
                        .build(),
                ConfigField.named(
                                EntraSchema.PRIVILEGED_GROUPS,
                                "Groups under PIM",
                                new FieldType.Text(Optional.of(GUIDS), "object ids of groups, separated by commas"))
                        .description("Groups that are enabled for Privileged Identity Management, besides those that"
                                + " roles can be assigned to, which are always looked at. Graph has no list of"
                                + " them.")
                        .group(GROUP)
                        .example("0c2b6a3e-7a53-4f0f-9d3e-6b1c55d0a9f1")
                        .permissions(ReadingPermissions.GROUP_ELIGIBILITY, ReadingPermissions.GROUP_ASSIGNMENTS)
                        .licence(Licence.P2.title())
                        .build());
    }

    private static String listOf(String element) {
        return "(" + element + ")(\\s*,\\s*(" + element + "))*";
    }

    private static ConfigField.Builder flag(String name, String displayName, boolean otherwise) {
        return ConfigField.named(name, displayName, new FieldType.Flag())
                .group(GROUP)
                .defaultValue(Boolean.toString(otherwise))
                .example(Boolean.toString(!otherwise));
    }
}
