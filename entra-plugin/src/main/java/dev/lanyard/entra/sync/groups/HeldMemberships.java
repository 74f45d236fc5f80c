package dev.lanyard.entra.sync.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.WholeList;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads to which groups someone belongs, and which groups someone owns: whoever is restored is back in all of them, and
 * the audit log does not say in which. Safe for use by many threads.
 */
final class HeldMemberships {

    private static final String GROUP = "#microsoft.graph.group";
    private static final PageReader GROUPS = new PageReader(
            "groups of a principal",
            PropertyTable.builder().add(ValueReaders.TEXT, "id").build(),
            Set.of());

    private final GraphDoor door;
    private final GroupTies ties;

    HeldMemberships(GraphDoor door, GroupTies ties) {
        this.door = door;
        this.ties = ties;
    }

    /** Adds what these have, all of one type: {@code users}, {@code groups} or {@code servicePrincipals}. */
    void read(PageBuilder page, String collection, String graphType, Collection<String> ids) {
        List<GroupTies.Tie> found = new ArrayList<>();
        ask(
                page,
                collection,
                "memberOf",
                ids,
                (id, group) ->
                        found.add(new GroupTies.Tie(group, GroupRelation.MEMBERS.graphName(), graphType, id, false)));
        if (!collection.equals("groups")) {
            ask(
                    page,
                    collection,
                    "ownedObjects",
                    ids,
                    (id, group) -> found.add(
                            new GroupTies.Tie(group, GroupRelation.OWNERS.graphName(), graphType, id, false)));
        }
        ties.read(page, found).forEach(records -> records.forEach(page::add));
    }

    private interface Taker {
        void take(String id, String group);
    }

    private void ask(PageBuilder page, String collection, String relation, Collection<String> ids, Taker taker) {
        List<RequestInformation> requests = new ArrayList<>();
        for (String id : ids) {
            requests.add(door.requests()
                    .get(GraphPath.of("/" + collection + "/{}/" + relation + "?$select=id&$top=999", id)));
        }
        List<BatchReply> replies = door.batch(requests);
        int next = 0;
        for (String id : ids) {
            BatchReply reply = replies.get(next++);
            page.spent(reply.cost());
            Optional<ConnectorException> failure = reply.failure();
            if (failure.isPresent() && failure.get().kind() == ErrorKind.PERMISSION) {
                page.notice(without(failure.get()));
            } else if (reply.status() != 404) {
                read(page, reply.bodyOrThrow(), id, taker);
            }
        }
    }

    private void read(PageBuilder page, byte[] first, String id, Taker taker) {
        RowVisitor rows = new RowVisitor() {
            @Override
            public void row(Row row) {
                if (row.type().equals(GROUP) && !row.text("id").isBlank()) {
                    taker.take(id, row.text("id"));
                }
            }

            @Override
            public void notAnObject() {
                // Names no group.
            }
        };
        WholeList.read(door, page, first, body -> GROUPS.read(body, rows));
    }

    private static Notice without(ConnectorException refusal) {
        return new Notice(
                "without-restored-memberships",
                "to which groups a restored object belongs could not be read (" + refusal.getMessage()
                        + "); the next sync finds them",
                refusal.remedy());
    }
}
