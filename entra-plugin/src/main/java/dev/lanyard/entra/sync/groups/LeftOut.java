package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import java.util.Set;

/**
 * What the settings leave out of one page.
 *
 * @param groups ids of groups that are left out with their members and owners
 * @param users ids of users that are left out as members and owners
 */
record LeftOut(Set<String> groups, Set<String> users) {

    /** Everything is kept. */
    static final LeftOut NOTHING = new LeftOut(Set.of(), Set.of());

    /** Counts a group that is left out. */
    static void count(PageBuilder page, ResourceId group) {
        page.skip(group.text(), "on-premises-group", "the settings leave out groups synchronised from on-premises");
    }

    /** Whether a group is left out. */
    boolean has(ResourceId group) {
        return groups.contains(group.id());
    }

    /** Whether a link is left out; what is no longer there is not. */
    boolean has(Link link) {
        return !link.removed()
                && users.contains(link.id())
                && EntraTypes.ofGraphType(link.type()).equals(EntraTypes.USER);
    }

    /** Counts a link that is left out. */
    static void count(PageBuilder page, EntitlementId entitlement, Link link) {
        page.skip(
                GrantKey.direct(entitlement, new ResourceId(EntraTypes.USER, link.id()))
                        .text(),
                "on-premises-member",
                "the settings leave out users synchronised from on-premises");
    }
}
