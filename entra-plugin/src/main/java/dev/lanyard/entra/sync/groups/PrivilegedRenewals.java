package dev.lanyard.entra.sync.groups;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.groups.PrivilegedSchedules.GroupOfPrincipal;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SyncPage;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads anew what PIM says of groups of which something else has told. Where members of a group are read anew, these
 * grants have been taken back with them. Safe for use by many threads.
 */
final class PrivilegedRenewals {

    private static final String ASSIGNABLE = "isAssignableToRole";
    private static final PageReader GROUPS = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(TEXT, GroupRecords.ID)
                    .add(FLAG, OnPremises.SYNCED, ASSIGNABLE)
                    .build(),
            Set.of());

    private final GraphDoor door;
    private final PrivilegedSchedules schedules;
    private final OnPremises onPremises;
    private final ObjectRereads rereads;
    private final Set<String> named;

    /**
     * Reads groups that roles can be assigned to, and those that the settings name.
     *
     * @param named the ids of the latter, as Graph writes them
     */
    PrivilegedRenewals(GraphDoor door, PrivilegedSchedules schedules, OnPremises onPremises, Set<String> named) {
        this.door = door;
        this.schedules = schedules;
        this.onPremises = onPremises;
        this.rereads = new ObjectRereads(door);
        this.named = named;
    }

    /**
     * The parts that can be read anew. What has changed of a schedule goes by a group's id and, after a blank, the text
     * of the principal's: nothing takes back all that PIM says of a group.
     */
    Map<Renewal.Part, Renewal> byPart() {
        Map<Renewal.Part, Renewal> renewals = new EnumMap<>(Renewal.Part.class);
        renewals.put(Renewal.Part.GROUP_SCHEDULES, (page, ids) -> renew(page, pairs(ids)));
        renewals.put(Renewal.Part.GROUP_WITH_LINKS, this::readWhole);
        if (onPremises.leavesOutGroups()) {
            renewals.put(Renewal.Part.GROUP, this::readWhole);
        }
        renewals.put(Renewal.Part.HELD_BY_USER, held(EntraTypes.USER));
        renewals.put(Renewal.Part.HELD_BY_GROUP, held(EntraTypes.GROUP));
        renewals.put(Renewal.Part.HELD_BY_PRINCIPAL, held(EntraTypes.SERVICE_PRINCIPAL));
        return renewals;
    }

    private void readWhole(PageBuilder page, Collection<String> groups) {
        schedules.read(page, underPim(page, groups));
    }

    /** For which groups someone is eligible who is there again. */
    private Renewal held(String type) {
        return (page, principals) -> renew(page, schedules.groupsOf(page, type, principals));
    }

    private static Set<GroupOfPrincipal> pairs(Collection<String> texts) {
        Set<GroupOfPrincipal> pairs = new LinkedHashSet<>();
        for (String text : texts) {
            int blank = text.indexOf(' ');
            pairs.add(new GroupOfPrincipal(text.substring(0, blank), ResourceId.parse(text.substring(blank + 1))));
        }
        return pairs;
    }

    private void renew(PageBuilder page, Set<GroupOfPrincipal> pairs) {
        Set<String> groups = new LinkedHashSet<>();
        pairs.forEach(pair -> groups.add(pair.group()));
        Set<String> underPim = underPim(page, groups);
        PageBuilder found = new PageBuilder();
        schedules.read(found, underPim);
        SyncPage read = found.last();
        for (GroupOfPrincipal pair : pairs) {
            if (underPim.contains(pair.group())) {
                ResourceId group = new ResourceId(EntraTypes.GROUP, pair.group());
                takeBack(page, group, pair.principal());
                read.records().stream()
                        .filter(each -> each.key() instanceof GrantKey key
                                && key.entitlement().resource().equals(group)
                                && key.principal().equals(pair.principal()))
                        .forEach(page::add);
            }
        }
        page.spent(read.cost());
        page.addSkipped(found);
    }

    private static void takeBack(PageBuilder page, ResourceId group, ResourceId principal) {
        for (String slug : List.of(EntraTypes.MEMBER, EntraTypes.OWNER)) {
            for (Holding holding : List.of(Holding.ELIGIBLE, Holding.TEMPORARY)) {
                page.add(new Removal(new GrantKey(
                        new EntitlementId(group, slug), principal, holding, Optional.empty(), Optional.empty())));
            }
        }
    }

    /** Which of some groups PIM is asked about. */
    private Set<String> underPim(PageBuilder page, Collection<String> groups) {
        Set<String> wanted = new LinkedHashSet<>();
        rereads.list(
                page,
                groups,
                filter -> door.requests().groups().toGetRequestInformation(request -> {
                    request.queryParameters.filter = filter;
                    request.queryParameters.select = new String[] {GroupRecords.ID, OnPremises.SYNCED, ASSIGNABLE};
                }),
                GROUPS,
                new RowVisitor() {
                    @Override
                    public void row(Row row) {
                        String id = row.text(GroupRecords.ID);
                        if ((row.flag(ASSIGNABLE, false) || named.contains(id)) && !onPremises.leavesOut(row)) {
                            wanted.add(id);
                        }
                    }

                    @Override
                    public void notAnObject() {
                        // Nothing to ask about.
                    }
                });
        return wanted;
    }
}
