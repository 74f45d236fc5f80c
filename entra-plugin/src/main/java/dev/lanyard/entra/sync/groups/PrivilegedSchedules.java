package dev.lanyard.entra.sync.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.WholeList;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks PIM who is eligible for groups, and who is in only until a set end. It answers for one group or one principal at
 * a time, so that many are asked in one request. Safe for use by many threads.
 */
final class PrivilegedSchedules {

    /** Two calls each. */
    static final int GROUPS_AT_ONCE = 10;

    private final GraphDoor door;

    PrivilegedSchedules(GraphDoor door) {
        this.door = door;
    }

    /** Who is eligible for a group. */
    RequestInformation eligibleFor(String group) {
        return schedules("groupId", group, true);
    }

    /** Who is in a group, until a set end or for good. */
    RequestInformation assignedTo(String group) {
        return schedules("groupId", group, false);
    }

    /** Adds what PIM says of groups, however many. */
    void read(PageBuilder page, Collection<String> groups) {
        List<String> all = List.copyOf(groups);
        for (int from = 0; from < all.size(); from += GROUPS_AT_ONCE) {
            readSome(page, all.subList(from, Math.min(all.size(), from + GROUPS_AT_ONCE)));
        }
    }

    private void readSome(PageBuilder page, List<String> groups) {
        List<RequestInformation> requests = new ArrayList<>();
        groups.forEach(group -> {
            requests.add(eligibleFor(group));
            requests.add(assignedTo(group));
        });
        List<BatchReply> replies = door.batch(requests);
        for (int index = 0; index < replies.size(); index++) {
            BatchReply reply = replies.get(index);
            boolean eligible = index % 2 == 0;
            page.spent(reply.cost());
            Optional<ConnectorException> refusal = reply.failure().filter(PrivilegedSchedules::canDoWithout);
            if (refusal.isPresent()) {
                page.notice(new Notice(
                        eligible ? "without-eligibility" : "without-schedules",
                        "what PIM says of groups could not be read: "
                                + refusal.get().getMessage(),
                        refusal.get().remedy()));
            } else if (reply.status() != 404) {
                ResourceId group = new ResourceId(EntraTypes.GROUP, groups.get(index / 2));
                whole(page, reply.bodyOrThrow(), new PrivilegedGroupRecords(page, group, eligible));
            }
        }
    }

    /** Finds the groups of which PIM says anything of some principals. */
    Set<GroupOfPrincipal> groupsOf(PageBuilder page, String type, Collection<String> principals) {
        List<RequestInformation> requests = new ArrayList<>();
        for (String principal : principals) {
            requests.add(schedules("principalId", principal, true));
            requests.add(schedules("principalId", principal, false));
        }
        Set<GroupOfPrincipal> found = new LinkedHashSet<>();
        for (BatchReply reply : door.batch(requests)) {
            page.spent(reply.cost());
            if (reply.failure().filter(PrivilegedSchedules::canDoWithout).isEmpty()) {
                whole(page, reply.bodyOrThrow(), new RowVisitor() {
                    @Override
                    public void row(Row row) {
                        found.add(new GroupOfPrincipal(
                                row.text("groupId"), new ResourceId(type, row.text("principalId"))));
                    }

                    @Override
                    public void notAnObject() {
                        // Names no group.
                    }
                });
            }
        }
        return found;
    }

    /** A group of which PIM says something of a principal. */
    record GroupOfPrincipal(String group, ResourceId principal) {}

    private static boolean canDoWithout(ConnectorException refusal) {
        return refusal.kind() == ErrorKind.PERMISSION || refusal.kind() == ErrorKind.UNSUPPORTED;
    }

    private void whole(PageBuilder page, byte[] first, RowVisitor records) {
        WholeList.read(door, page, first, body -> PrivilegedGroupRecords.READER.read(body, records));
    }

    private RequestInformation schedules(String property, String id, boolean eligible) {
        String filter = property + " eq '" + id + "'";
        // Whole: PIM refuses to select from it.
        String[] expand = {"principal"};
        return eligible
                ? door.requests().groupEligibilityInstances().toGetRequestInformation(request -> {
                    request.queryParameters.filter = filter;
                    request.queryParameters.expand = expand;
                })
                : door.requests().groupAssignmentInstances().toGetRequestInformation(request -> {
                    request.queryParameters.filter = filter;
                    request.queryParameters.expand = expand;
                });
    }
}
