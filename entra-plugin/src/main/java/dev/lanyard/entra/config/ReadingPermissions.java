package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.Permission;
import java.util.List;

/** What the settings that say what is read must be permitted, where they are switched on. */
public final class ReadingPermissions {

    /** Wanted by {@code includeDeleted}, besides what reading groups needs. */
    public static final Permission DELETED_GROUPS =
            optional(GraphPermissions.DELETED_GROUPS, "to read deleted groups that can be restored");

    /** Wanted by {@code skipOnPremisesGroups} unless {@code keepOnPremisesMembers} is set. */
    public static final Permission ON_PREMISES_MEMBERS = optional(
            GraphPermissions.OBJECTS_BY_ID,
            "to find out which members of cloud groups come from on-premises; not needed with keepOnPremisesMembers");

    /** Wanted by the feed of changes. */
    public static final Permission CHANGE_FEED =
            new Permission(GraphPermissions.AUDIT_LOG, "to read the directory's audit log", false);

    /** Wanted by the feed of usage. */
    public static final Permission USAGE_FEED =
            new Permission(GraphPermissions.SIGN_INS, "to read who signed in to what", false);

    /** Wanted by the feed of usage, to name applications as streams do. */
    public static final Permission USED_APPLICATIONS =
            optional(GraphPermissions.APPLICATIONS, "to tell which enterprise applications were used");

    static final Permission USERS = needed(GraphPermissions.USERS, "to read users");
    static final Permission GROUPS = needed(GraphPermissions.GROUPS, "to read groups and their members");
    static final Permission APPLICATIONS =
            needed(GraphPermissions.APPLICATIONS, "to read enterprise applications and who is assigned to them");
    static final Permission SIGN_IN_ACTIVITY = needed(GraphPermissions.AUDIT_LOG, "to read sign-in activity");
    static final Permission MAILBOXES = needed(GraphPermissions.MAILBOX_SETTINGS, "to read what mailboxes are for");
    static final Permission GROUP_ELIGIBILITY =
            optional(GraphPermissions.GROUP_ELIGIBILITY, "to read who is eligible for these groups");
    static final Permission GROUP_ASSIGNMENTS =
            optional(GraphPermissions.GROUP_ASSIGNMENTS, "to read who is in these groups until a set end");

    private ReadingPermissions() {}

    /**
     * What a setting wants, as the others are set.
     *
     * @param field the setting
     * @param config what is set
     * @return those of its permissions that make a difference
     */
    public static List<Permission> of(ConfigField field, ConnectorConfig config) {
        boolean keepsMembers = config.flag(EntraSchema.KEEP_ON_PREMISES_MEMBERS).orElse(false);
        return field.permissions().stream()
                .filter(permission -> !(keepsMembers && permission.equals(ON_PREMISES_MEMBERS)))
                .toList();
    }

    private static Permission needed(List<String> anyOf, String purpose) {
        return new Permission(anyOf, purpose, false);
    }

    private static Permission optional(List<String> anyOf, String purpose) {
        return new Permission(anyOf, purpose, true);
    }
}
