package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a tenant is read. Immutable.
 *
 * @param streams ids of the streams to read; empty for all
 * @param guests whether guests are accounts
 * @param deleted whether deleted users and groups that can be restored are read
 * @param onPremisesGroups whether groups synchronised from on-premises are read
 * @param onPremisesMembers whether users synchronised from on-premises are members of groups
 * @param onPremisesExtensionAttributes whether the fifteen extension attributes are read
 * @param extensionAttributes further properties of users, under Graph's names, sorted
 * @param signInActivity whether sign-in activity is read
 * @param mailboxPurpose whether the purpose of mailboxes is read
 * @param unassignedApplications whether applications without assignments are read
 * @param privilegedGroups ids of groups to ask PIM about, besides the role-assignable ones, sorted
 * @param exchangeGroups whether groups that Exchange keeps can be granted, since there is a way to change them
 * @param changeFeed whether changes are told between two syncs
 * @param usageFeed whether sign-ins are told
 */
public record ReadingSettings(
        Set<String> streams,
        boolean guests,
        boolean deleted,
        boolean onPremisesGroups,
        boolean onPremisesMembers,
        boolean onPremisesExtensionAttributes,
        List<String> extensionAttributes,
        boolean signInActivity,
        boolean mailboxPurpose,
        boolean unassignedApplications,
        List<String> privilegedGroups,
        boolean exchangeGroups,
        boolean changeFeed,
        boolean usageFeed) {

    /** What is read unless something else is set. */
    public static final ReadingSettings DEFAULTS = new ReadingSettings(
            Set.of(), true, false, true, true, true, List.of(), false, false, true, List.of(), false, true, false);

    /** Keeps copies. */
    public ReadingSettings {
        streams = Set.copyOf(streams);
        extensionAttributes = List.copyOf(extensionAttributes);
        privilegedGroups = List.copyOf(privilegedGroups);
    }

    static ReadingSettings from(ConnectorConfig config) {
        boolean onPremisesGroups = !flag(config, EntraSchema.SKIP_ON_PREMISES_GROUPS);
        return new ReadingSettings(
                Set.copyOf(list(config, EntraSchema.STREAMS)),
                flag(config, EntraSchema.INCLUDE_GUESTS),
                flag(config, EntraSchema.INCLUDE_DELETED),
                onPremisesGroups,
                onPremisesGroups || flag(config, EntraSchema.KEEP_ON_PREMISES_MEMBERS),
                flag(config, EntraSchema.ON_PREMISES_EXTENSION_ATTRIBUTES),
                list(config, EntraSchema.EXTENSION_ATTRIBUTES),
                flag(config, EntraSchema.SIGN_IN_ACTIVITY),
                flag(config, EntraSchema.MAILBOX_PURPOSE),
                !flag(config, EntraSchema.SKIP_UNASSIGNED_APPLICATIONS),
                list(config, EntraSchema.PRIVILEGED_GROUPS),
                flag(config, EntraSchema.EXCHANGE_ONLINE),
                flag(config, EntraSchema.CHANGE_FEED),
                flag(config, EntraSchema.USAGE_FEED));
    }

    /** Everything on which the records of a stream depend, and nothing else. */
    List<String> parts() {
        return List.of(
                "guests=" + guests,
                "deleted=" + deleted,
                "onPremisesGroups=" + onPremisesGroups,
                "onPremisesMembers=" + onPremisesMembers,
                "onPremisesExtensionAttributes=" + onPremisesExtensionAttributes,
                "extensionAttributes=" + extensionAttributes,
                "unassignedApplications=" + unassignedApplications,
                "exchangeGroups=" + exchangeGroups);
    }

    private static boolean flag(ConnectorConfig config, String name) {
        return config.flag(name).orElse(false);
    }

    private static List<String> list(ConnectorConfig config, String name) {
        return config.text(name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .sorted()
                .distinct()
                .toList();
    }
}
