package dev.lanyard.entra.sync.groups;

import com.microsoft.graph.directory.deleteditems.item.graphgroup.GraphGroupRequestBuilder;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What follows when all groups have been read: where the settings want them, deleted groups that can be restored, and
 * then the end.
 *
 * <p>Of a deleted group nothing can be had and nothing is held, so it comes without entitlements.
 */
final class DeletedGroups implements GroupWay {

    private final StreamContext context;
    private final OnPremises onPremises;
    private final ObjectRereads rereads;

    DeletedGroups(StreamContext context, OnPremises onPremises) {
        this.context = context;
        this.onPremises = onPremises;
        this.rereads = new ObjectRereads(context.door());
    }

    @Override
    public String id() {
        return "deleted-groups";
    }

    @Override
    public String description() {
        return "deleted groups";
    }

    /**
     * Goes on when every group has been read.
     *
     * @param page the last of them
     * @param here where that page was read from, or empty for the start
     * @param marks from where to read changes later; none where there is no delta query
     * @return the page
     */
    SyncPage after(PageBuilder page, Optional<Position> here, Marks marks) {
        return context.reading().deleted()
                ? page.more(here, Position.start(id()).with(marks))
                : end(page, marks);
    }

    @Override
    public SyncPage start(PageBuilder page, PartitionDefinition definition, OptionalLong total) {
        return read(page, definition, Position.start(id()));
    }

    @Override
    public SyncPage read(PageBuilder page, PartitionDefinition definition, Position position) {
        RawPage raw;
        try {
            raw = position.next().isPresent()
                    ? context.door().follow(position.next().get(), Map.of())
                    : context.door().read(list(definition.pageSize()));
        } catch (ConnectorException e) {
            // Only at the start: what is refused midway would leave a gap that nobody sees.
            if (position.next().isPresent()) {
                throw e;
            }
            page.notice(without(e));
            return end(page, position.marks());
        }
        page.spent(raw.cost());
        PageEnd end = DeltaGroups.READER.read(raw.body(), new GroupRows(page, LeftOut.NOTHING, this::add));
        if (end.nextLink().isPresent()) {
            return page.more(
                    Optional.of(position),
                    Position.at(id(), end.nextLink().get(), OptionalLong.empty())
                            .with(position.marks()));
        }
        return end(page, position.marks());
    }

    /** Adds those of some groups that can be restored. */
    void read(PageBuilder page, Collection<String> ids) {
        try {
            rereads.read(
                    page,
                    ids,
                    this::one,
                    (id, object) ->
                            DeltaGroups.READER.readOne(object, new GroupRows(page, LeftOut.NOTHING, this::add)));
        } catch (ConnectorException e) {
            page.notice(without(e));
        }
    }

    /** Reading groups does not permit to read deleted ones; what is not permitted can be done without. */
    private static Notice without(ConnectorException refusal) {
        if (refusal.kind() != ErrorKind.PERMISSION) {
            throw refusal;
        }
        return new Notice(
                "without-deleted-groups",
                "deleted groups could not be read: " + refusal.getMessage(),
                refusal.remedy());
    }

    private void add(GroupRecords records, ResourceId group, Row row) {
        if (onPremises.leavesOut(row)) {
            records.leaveOut(group);
        } else {
            records.addDeleted(group, row);
        }
    }

    private SyncPage end(PageBuilder page, Marks marks) {
        return context.last(page, GroupsStream.DESCRIPTOR.id(), "", marks);
    }

    /** The first page of them. */
    RequestInformation list(int pageSize) {
        return GraphRequests.withFullCast(context.door()
                .requests()
                .deletedItems()
                .graphGroup()
                .toGetRequestInformation(request -> {
                    request.queryParameters.top = pageSize;
                    request.queryParameters.select = GroupRecords.TABLE.names().toArray(String[]::new);
                }));
    }

    private RequestInformation one(String id) {
        GraphGroupRequestBuilder deleted =
                context.door().requests().deletedItems().byDirectoryObjectId(id).graphGroup();
        return GraphRequests.withFullCast(deleted.toGetRequestInformation(request ->
                request.queryParameters.select = GroupRecords.TABLE.names().toArray(String[]::new)));
    }
}
