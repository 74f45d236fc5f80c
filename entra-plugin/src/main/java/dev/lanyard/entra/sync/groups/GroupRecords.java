package dev.lanyard.entra.sync.groups;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ProvisioningErrors;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the records of groups and of their members and owners. For one page. */
final class GroupRecords {

    static final String ID = "id";
    private static final String DISPLAY_NAME = "displayName";

    /** What is read of a group; licences and what Graph gives for a single group only are left out. */
    static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, ID, DISPLAY_NAME, "description", "mail", "mailNickname", "uniqueName", "classification")
            .add(TEXTS, "groupTypes", "proxyAddresses", "resourceBehaviorOptions", "resourceProvisioningOptions")
            .add(FLAG, "mailEnabled", "securityEnabled", "isAssignableToRole", "isManagementRestricted")
            .add(TEXT, "visibility", "membershipRule", "membershipRuleProcessingState", "securityIdentifier", "theme")
            .add(TEXT, "preferredDataLocation", "preferredLanguage")
            .add(TIME, "createdDateTime", "renewedDateTime", "expirationDateTime", "onPremisesLastSyncDateTime")
            .add(FLAG, "onPremisesSyncEnabled")
            .add(TEXT, "onPremisesSamAccountName", "onPremisesDomainName", "onPremisesNetBiosName")
            .add(TEXT, "onPremisesSecurityIdentifier")
            .add(listOf(structureOf(ProvisioningErrors.TABLE)), "onPremisesProvisioningErrors")
            .build();

    /** These have a place of their own in the record. */
    private static final Set<String> NOT_ATTRIBUTES = Set.of(ID, DISPLAY_NAME);

    private static final Set<Trait> TRAITS = Set.of(Trait.GROUP);

    private final PageBuilder page;
    private final LeftOut leftOut;

    /** Makes records of one page, but of no links that are left out. */
    GroupRecords(PageBuilder page, LeftOut leftOut) {
        this.page = page;
        this.leftOut = leftOut;
    }

    /**
     * Adds the group itself and what can be had on it.
     *
     * @param exchangeGroups whether there is a way to change what Exchange keeps
     */
    void addGroup(ResourceId group, Row row, boolean exchangeGroups) {
        GroupKind kind = GroupKind.of(row);
        String name = name(group, row);
        page.add(resource(group, row, Status.ENABLED));
        page.add(new Entitlement(
                new EntitlementId(group, EntraTypes.MEMBER),
                "Member of " + name,
                Purpose.MEMBERSHIP,
                kind.memberTypes(),
                kind.memberRefusal(row).filter(why -> counts(why, exchangeGroups))));
        page.add(new Entitlement(
                new EntitlementId(group, EntraTypes.OWNER),
                "Owner of " + name,
                Purpose.OWNERSHIP,
                EntraTypes.OWNER_TYPES,
                kind.ownerRefusal(row).filter(why -> counts(why, exchangeGroups))));
    }

    private static boolean counts(Refusal why, boolean exchangeGroups) {
        return !(exchangeGroups && why.code().equals(GroupKind.EXCHANGE_MANAGED_CODE));
    }

    /** Adds a deleted group, of which nothing can be had. */
    void addDeleted(ResourceId group, Row row) {
        page.add(resource(group, row, Status.DELETED));
    }

    /**
     * Adds who belongs to the group and who owns it, and takes back those of whom Graph says that they no longer do.
     */
    void addLinks(ResourceId group, List<Link> links) {
        EntitlementId member = new EntitlementId(group, EntraTypes.MEMBER);
        EntitlementId owner = new EntitlementId(group, EntraTypes.OWNER);
        Link before = Link.NONE;
        GroupPrincipal principal = GroupPrincipal.UNKNOWN;
        for (Link link : links) {
            GroupRelation relation = GroupRelation.of(link.relation());
            EntitlementId entitlement = relation == GroupRelation.MEMBERS ? member : owner;
            // Mostly users follow users, and looking each of millions of members up in a map can be felt.
            if (!link.isLike(before)) {
                principal = GroupPrincipal.of(relation, link.type());
                before = link;
            }
            if (leftOut.has(link)) {
                LeftOut.count(page, entitlement, link);
            } else {
                addLink(principal, entitlement, link);
            }
        }
    }

    /** Says that a group is gone. */
    void removed(ResourceId group) {
        page.add(new Removal(group));
    }

    /** Takes back what was said of a group that is there, before it is read anew or because it is left out now. */
    void forgotten(ResourceId group) {
        page.add(new Removal(new LeftOutKey(group)));
    }

    /** Says that nothing can be had on a group any more, nor by whom. */
    void withoutEntitlements(ResourceId group) {
        page.add(new Removal(new EntitlementId(group, EntraTypes.MEMBER)));
        page.add(new Removal(new EntitlementId(group, EntraTypes.OWNER)));
    }

    /** Counts a group that the settings leave out. */
    void leaveOut(ResourceId group) {
        LeftOut.count(page, group);
    }

    private static String name(ResourceId group, Row row) {
        return row.text(DISPLAY_NAME).isBlank() ? group.id() : row.text(DISPLAY_NAME);
    }

    private static Resource resource(ResourceId group, Row row, Status status) {
        return new Resource(
                group,
                name(group, row),
                status,
                TRAITS,
                Optional.empty(),
                row.attributes(NOT_ATTRIBUTES)
                        .put("groupKind", GroupKind.of(row).text())
                        .build());
    }

    private void addLink(GroupPrincipal principal, EntitlementId entitlement, Link link) {
        GrantKey key = GrantKey.direct(entitlement, new ResourceId(principal.type(), link.id()));
        if (link.removed()) {
            page.add(new Removal(key));
            return;
        }
        page.add(new Grant(key, principal.expandable(), principal.external(), Validity.PERMANENT));
    }
}
