package dev.lanyard.entra.types;

import dev.lanyard.entra.rows.Row;
import dev.lanyard.spi.model.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * The kind of a group, from the three properties by which Graph tells them apart. Dynamic, role-assignable and
 * synchronised groups are not kinds of their own: a group of nearly any kind can be one.
 */
public enum GroupKind {
    /** A team's group, with a mailbox; also called unified. */
    MICROSOFT_365("microsoft-365"),
    /** For access alone. */
    SECURITY("security"),
    /** For access and mail; kept by Exchange. */
    MAIL_ENABLED_SECURITY("mail-enabled-security"),
    /** For mail alone; kept by Exchange. */
    DISTRIBUTION("distribution"),
    /** Neither for mail nor for access; Graph lets none be made, but what it sends is not lost. */
    OTHER("other");

    /** The code of the refusal of what Exchange could change, and Graph cannot. */
    public static final String EXCHANGE_MANAGED_CODE = "exchange-managed";

    private static final Refusal SYNCED =
            new Refusal("synced", "The group is synchronised from on-premises Active Directory and is changed there.");
    private static final Refusal DYNAMIC =
            new Refusal("dynamic", "The group's membership rule decides who belongs to it; change the rule instead.");
    private static final Refusal EXCHANGE_MANAGED = new Refusal(
            EXCHANGE_MANAGED_CODE, "Microsoft Graph cannot change this kind of group; Exchange Online manages it.");

    private final String text;

    GroupKind(String text) {
        this.text = text;
    }

    /**
     * The word for the {@code groupKind} attribute.
     *
     * @return for example {@code security}
     */
    public String text() {
        return text;
    }

    /**
     * What can belong to a group of this kind; source: "Add members" of the Graph reference.
     *
     * @return ids of resource types
     */
    public Set<String> memberTypes() {
        return this == MICROSOFT_365 ? Set.of(EntraTypes.USER) : EntraTypes.MEMBER_TYPES;
    }

    /**
     * Tells the kind of a group.
     *
     * @param group with {@code groupTypes}, {@code mailEnabled} and {@code securityEnabled}
     * @return its kind
     */
    public static GroupKind of(Row group) {
        if (group.lists("groupTypes", "Unified")) {
            return MICROSOFT_365;
        }
        boolean mail = group.flag("mailEnabled", false);
        boolean security = group.flag("securityEnabled", false);
        if (mail) {
            return security ? MAIL_ENABLED_SECURITY : DISTRIBUTION;
        }
        return security ? SECURITY : OTHER;
    }

    /**
     * Why nobody can be made a member of a group of this kind through Graph.
     *
     * @param group with {@code onPremisesSyncEnabled} as well
     * @return the reason, or empty
     */
    public Optional<Refusal> memberRefusal(Row group) {
        if (isSynced(group)) {
            return Optional.of(SYNCED);
        }
        if (group.lists("groupTypes", "DynamicMembership")) {
            return Optional.of(DYNAMIC);
        }
        return exchangeManaged();
    }

    /**
     * Why nobody can be made an owner; a rule decides about members only.
     *
     * @param group with {@code onPremisesSyncEnabled} as well
     * @return the reason, or empty
     */
    public Optional<Refusal> ownerRefusal(Row group) {
        return isSynced(group) ? Optional.of(SYNCED) : exchangeManaged();
    }

    private Optional<Refusal> exchangeManaged() {
        return this == MAIL_ENABLED_SECURITY || this == DISTRIBUTION ? Optional.of(EXCHANGE_MANAGED) : Optional.empty();
    }

    /** Null means that the group has never been synchronised, false that it no longer is. */
    private static boolean isSynced(Row group) {
        return group.flag("onPremisesSyncEnabled", false);
    }
}
