package dev.lanyard.entra.sync.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.rows.Row;
import dev.lanyard.entra.sync.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import java.util.Collection;
import java.util.List;

/**
 * Makes records of the groups that a delta query names. Links come from the query's entries, whose every word counts:
 * reading a large group's members anew because one has left would cost more than the change.
 */
final class ChangedGroups implements ChangeWalk.Changes {

    private final GraphDoor door;
    private final ObjectRereads rereads;

    ChangedGroups(GraphDoor door) {
        this.door = door;
        this.rereads = new ObjectRereads(door);
    }

    @Override
    public boolean told(PageBuilder page, Row entry) {
        new GroupRecords(page).addLinks(group(entry.text(GroupRecords.ID)), entry.links());
        page.skipProblems(group(entry.text(GroupRecords.ID)).text(), entry);
        return GroupRows.isWhole(entry);
    }

    @Override
    public List<String> reread(PageBuilder page, Collection<String> ids) {
        return rereads.read(
                page,
                ids,
                this::one,
                (id, object) -> DeltaGroups.READER.readOne(object, new GroupRows(page, GroupRecords::addGroup)));
    }

    private RequestInformation one(String id) {
        return door.requests()
                .groups()
                .byGroupId(id)
                .toGetRequestInformation(request -> request.queryParameters.select =
                        GroupRecords.TABLE.names().toArray(String[]::new));
    }

    @Override
    public void removed(PageBuilder page, String id, boolean forGood) {
        new GroupRecords(page).removed(group(id));
    }

    private static ResourceId group(String id) {
        return new ResourceId(EntraTypes.GROUP, id);
    }
}
