package dev.lanyard.simulator.tenant;

import java.util.List;
import java.util.Set;

/** The kinds of group that a directory holds, and which types of member each takes. */
enum GroupKind {
    SECURITY(30, List.of(), false, true, true, anything()),
    MICROSOFT_365(22, List.of("Unified"), true, false, true, Set.of(ObjectType.USER)),
    MAIL_ENABLED_SECURITY(8, List.of(), true, true, false, mailReceivers()),
    DISTRIBUTION(10, List.of(), true, false, false, mailReceivers()),
    DYNAMIC_SECURITY(6, List.of("DynamicMembership"), false, true, true, Set.of(ObjectType.USER, ObjectType.DEVICE)),
    DYNAMIC_MICROSOFT_365(4, List.of("DynamicMembership", "Unified"), true, true, true, Set.of(ObjectType.USER)),
    ROLE_ASSIGNABLE(4, List.of(), false, true, true, Set.of(ObjectType.USER, ObjectType.SERVICE_PRINCIPAL)),
    ON_PREMISES_SECURITY(12, List.of(), false, true, false, Set.of(ObjectType.USER, ObjectType.GROUP)),
    ON_PREMISES_DISTRIBUTION(4, List.of(), true, false, false, mailReceivers());

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> groupTypes;

    private final boolean mailEnabled;
    private final boolean securityEnabled;
    private final boolean ownable;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<ObjectType> memberTypes;

    GroupKind(
            int weight,
            List<String> groupTypes,
            boolean mailEnabled,
            boolean securityEnabled,
            boolean ownable,
            Set<ObjectType> memberTypes) {
        this.weight = weight;
        this.groupTypes = groupTypes;
        this.mailEnabled = mailEnabled;
        this.securityEnabled = securityEnabled;
        this.ownable = ownable;
        this.memberTypes = memberTypes;
    }

    private static Set<ObjectType> anything() {
        return Set.of(
                ObjectType.USER,
                ObjectType.GROUP,
                ObjectType.SERVICE_PRINCIPAL,
                ObjectType.DEVICE,
                ObjectType.ORG_CONTACT);
    }

    private static Set<ObjectType> mailReceivers() {
        return Set.of(ObjectType.USER, ObjectType.GROUP, ObjectType.ORG_CONTACT);
    }

    /** The share of groups of this kind, in percent. */
    int weight() {
        return weight;
    }

    List<String> groupTypes() {
        return groupTypes;
    }

    boolean mailEnabled() {
        return mailEnabled;
    }

    boolean securityEnabled() {
        return securityEnabled;
    }

    /** Whether the directory keeps owners of such a group. */
    boolean ownable() {
        return ownable;
    }

    boolean dynamic() {
        return groupTypes.contains("DynamicMembership");
    }

    boolean onPremises() {
        return this == ON_PREMISES_SECURITY || this == ON_PREMISES_DISTRIBUTION;
    }

    boolean takes(ObjectType type) {
        return memberTypes.contains(type);
    }

    /** The kind of the group with this number: first each kind once, then by weight. */
    static GroupKind of(int number, int percent) {
        GroupKind[] kinds = values();
        if (number < kinds.length) {
            return kinds[number];
        }
        int rest = percent;
        for (GroupKind kind : kinds) {
            rest -= kind.weight;
            if (rest < 0) {
                return kind;
            }
        }
        return SECURITY;
    }
}
