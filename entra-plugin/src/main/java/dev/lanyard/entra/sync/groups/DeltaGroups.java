package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads groups by the first round of a delta query, in which each group brings its members and owners along.
 *
 * <p>The cheapest way: one resource unit for each page, whatever is on it. Graph alone decides how much that is, for it
 * takes no {@code $top} here. A large group comes again on later pages with other members, as often as it takes and
 * perhaps with nothing else but its id; rows may come twice and in any order; and a row or a member can be marked as
 * removed even in the first round. Each row is therefore turned into records on its own, and nothing is collected.
 */
final class DeltaGroups implements GroupWay {

    static final PageReader READER = new PageReader("groups", GroupRecords.TABLE, GroupRelation.NAMES);

    private final GroupReading reading;
    private final GraphDoor door;

    DeltaGroups(GroupReading reading) {
        this.reading = reading;
        this.door = reading.door();
    }

    @Override
    public String id() {
        return "delta";
    }

    @Override
    public String description() {
        return "delta query";
    }

    @Override
    public SyncPage start(PageBuilder page, PartitionDefinition definition, OptionalLong total) {
        List<String> selected = new ArrayList<>(GroupRecords.TABLE.names());
        for (GroupRelation relation : GroupRelation.values()) {
            selected.add(relation.graphName());
        }
        RawPage first = door.read(door.requests()
                .groups()
                .delta()
                .toGetRequestInformation(request -> request.queryParameters.select = selected.toArray(String[]::new)));
        return fill(page, first, Optional.empty(), total);
    }

    @Override
    public SyncPage read(PageBuilder page, PartitionDefinition definition, Position position) {
        String link = position.next().orElseThrow(() -> Position.foreign("it has no next-link"));
        return fill(page, door.follow(link, Map.of()), Optional.of(position), position.remaining());
    }

    private SyncPage fill(PageBuilder page, RawPage raw, Optional<Position> here, OptionalLong before) {
        page.spent(raw.cost());
        LeftOut leftOut = reading.onPremises().of(page, READER, raw.body());
        GroupRows rows = new GroupRows(page, leftOut, this::addRow);
        PageEnd end = READER.read(raw.body(), rows);
        if (end.nextLink().isPresent()) {
            return page.more(here, Position.at(id(), end.nextLink().get(), Position.less(before, rows.whole())));
        }
        if (end.deltaLink().isEmpty()) {
            throw ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            "Microsoft Graph's answer about groups stops without saying that it is complete",
                            "run the sync again")
                    .build();
        }
        return reading.deleted()
                .after(page, here, Marks.NONE.with(Marks.DELTA, end.deltaLink().get()));
    }

    private void addRow(GroupRecords records, ResourceId group, Row row) {
        if (row.removed()) {
            records.removed(group);
            return;
        }
        if (GroupRows.isWhole(row)) {
            records.addGroup(group, row, reading.exchangeGroups());
        }
        records.addLinks(group, row.links());
    }
}
