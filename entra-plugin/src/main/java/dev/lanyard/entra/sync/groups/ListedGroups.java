package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads groups by a plain list, for tenants without delta query.
 *
 * <p>Graph expands one relation in a request, and at most 20 of its links, without a word about whether there are more.
 * So there is a pass for the members and one for the owners, and each group that came with exactly 20 is
 * {@linkplain GroupRereads read again} on its own, many in one request. Both passes yield the group itself: one that
 * was made between them would otherwise have owners and not exist. Where not even {@code $expand} is offered, every
 * group is read again.
 */
final class ListedGroups implements GroupWay {

    /** Graph's limit for an expanded relation. */
    static final int EXPANDED_AT_MOST = 20;

    /** Where every group is to be read again, their ids go into the cursor: this keeps it at a few kilobytes. */
    private static final int ONE_BY_ONE_AT_MOST = 100;

    private static final PageReader READER = new PageReader("groups", GroupRecords.TABLE, GroupRelation.NAMES);

    private final GroupReading reading;
    private final GraphDoor door;
    private final String id;
    private final Optional<GroupRelation> expanded;
    private final Optional<String> nextPass;

    private ListedGroups(GroupReading reading, String id, Optional<GroupRelation> expanded, Optional<String> nextPass) {
        this.reading = reading;
        this.door = reading.door();
        this.id = id;
        this.expanded = expanded;
        this.nextPass = nextPass;
    }

    /** The pass for the members, after which the one for the owners follows. */
    static GroupWay expandingMembers(GroupReading reading, String ownersPass) {
        return new ListedGroups(reading, "expand-members", Optional.of(GroupRelation.MEMBERS), Optional.of(ownersPass));
    }

    /** The pass for the owners. */
    static GroupWay expandingOwners(GroupReading reading) {
        return new ListedGroups(reading, "expand-owners", Optional.of(GroupRelation.OWNERS), Optional.empty());
    }

    /** A single pass that reads the members and owners of every group on their own. */
    static GroupWay oneByOne(GroupReading reading) {
        return new ListedGroups(reading, "list", Optional.empty(), Optional.empty());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return expanded.map(relation -> "$expand of " + relation.graphName()).orElse("plain list");
    }

    @Override
    public SyncPage start(PageBuilder page, PartitionDefinition definition, OptionalLong total) {
        int top = expanded.isPresent() ? definition.pageSize() : Math.min(definition.pageSize(), ONE_BY_ONE_AT_MOST);
        RawPage first = door.read(door.requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.top = top;
            request.queryParameters.select = GroupRecords.TABLE.names().toArray(String[]::new);
            request.queryParameters.expand = expanded.stream()
                    .map(relation -> relation.graphName() + "($select=id)")
                    .toArray(String[]::new);
        }));
        return list(page, first, Optional.empty(), total);
    }

    @Override
    public SyncPage read(PageBuilder page, PartitionDefinition definition, Position position) {
        if (!position.pending().isEmpty()) {
            List<String> pending = reading.lists().read(page, position.pending(), definition.pageSize());
            return goOn(page, Optional.of(position), position.next(), position.remaining(), pending);
        }
        if (position.next().isPresent()) {
            RawPage raw = door.follow(position.next().get(), Map.of());
            return list(page, raw, Optional.of(position), position.remaining());
        }
        return start(page, definition, position.remaining());
    }

    private SyncPage list(PageBuilder page, RawPage raw, Optional<Position> here, OptionalLong before) {
        page.spent(raw.cost());
        List<String> pending = new ArrayList<>();
        LeftOut leftOut = reading.onPremises().of(page, READER, raw.body());
        GroupRows rows = new GroupRows(page, leftOut, (records, group, row) -> addRow(records, group, row, pending));
        if (expanded.equals(Optional.of(GroupRelation.OWNERS))) {
            rows.countLeftOutElsewhere();
        }
        PageEnd end = READER.read(raw.body(), rows);
        return goOn(page, here, end.nextLink(), Position.less(before, rows.whole()), pending);
    }

    private void addRow(GroupRecords records, ResourceId group, Row row, List<String> pending) {
        records.addGroup(group, row, reading.exchangeGroups());
        List<Link> links = row.links();
        boolean complete = links.size() < EXPANDED_AT_MOST && row.problems().isEmpty();
        if (expanded.isPresent() && complete) {
            records.addLinks(group, links);
            return;
        }
        for (GroupRelation relation : expanded.map(Set::of).orElse(Set.of(GroupRelation.values()))) {
            pending.add(PendingList.of(relation, group).text());
        }
    }

    private SyncPage goOn(
            PageBuilder page,
            Optional<Position> here,
            Optional<String> next,
            OptionalLong remaining,
            List<String> pending) {
        if (next.isPresent() || !pending.isEmpty()) {
            return page.more(here, new Position(id, next, remaining, pending, Marks.NONE));
        }
        if (nextPass.isPresent()) {
            return page.more(
                    here, new Position(nextPass.get(), Optional.empty(), OptionalLong.empty(), List.of(), Marks.NONE));
        }
        return reading.deleted().after(page, here, Marks.NONE);
    }
}
