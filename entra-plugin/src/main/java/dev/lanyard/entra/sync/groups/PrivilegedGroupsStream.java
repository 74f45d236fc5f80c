package dev.lanyard.entra.sync.groups;

import static dev.lanyard.entra.sync.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.sync.rows.ValueReaders.TIME;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPermissions;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.sync.rows.PageEnd;
import dev.lanyard.entra.sync.rows.PageReader;
import dev.lanyard.entra.sync.rows.PropertyTable;
import dev.lanyard.entra.sync.rows.Row;
import dev.lanyard.entra.sync.rows.RowVisitor;
import dev.lanyard.entra.sync.rows.ValueReaders;
import dev.lanyard.entra.sync.types.EntraTypes;
import dev.lanyard.spi.describe.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is eligible to join or own a group, and who is in only until a set end, in groups under Privileged Identity
 * Management.
 *
 * <p>Graph has no list of these groups, and answers for one group at a time. Asked are those that directory roles can
 * be assigned to, of which a tenant has 500 at the most, and those that the settings name; never an ordinary group.
 * Read whole by every sync.
 */
public final class PrivilegedGroupsStream implements GraphStream {

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "privileged-groups",
            "Groups under PIM",
            "Eligible and time-bound membership and ownership of groups under Privileged Identity Management.",
            Set.of(EntraTypes.GROUP),
            false,
            List.of(
                    new Permission(
                            GraphPermissions.GROUP_ELIGIBILITY, "to read who is eligible for groups under PIM", true),
                    new Permission(
                            GraphPermissions.GROUP_ASSIGNMENTS,
                            "to read who is in groups under PIM until a set end",
                            true),
                    new Permission(GraphPermissions.GROUPS, "to find the groups that roles can be assigned to", true)));

    private static final int GROUPS_AT_ONCE = 10;

    private static final PageReader GROUPS =
            new PageReader("groups", PropertyTable.builder().add(TEXT, "id").build(), Set.of());
    private static final PageReader INSTANCES = new PageReader(
            "schedules of groups under PIM",
            PropertyTable.builder()
                    .add(TEXT, "groupId", "principalId", "accessId", "assignmentType", "memberType")
                    .add(TIME, "startDateTime", "endDateTime")
                    .add(ValueReaders.TYPE, "principal")
                    .build(),
            Set.of());

    private final StreamContext context;
    private final GraphDoor door;
    private final ListWalk walk;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public PrivilegedGroupsStream(StreamContext context) {
        this.context = context;
        this.door = context.door();
        this.walk = new ListWalk(door, new RoleAssignable());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public RequestInformation probe(GraphRequests requests) {
        return requests.groups().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.select = new String[] {"id"};
        });
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        return walk.read(
                definition,
                cursor,
                page -> Marks.NONE,
                reading -> reading.page().last());
    }

    private final class RoleAssignable implements ListWalk.Step {
        @Override
        public String way() {
            return "role-assignable-groups";
        }

        @Override
        public RequestInformation first(int pageSize) {
            return door.requests().groups().toGetRequestInformation(request -> {
                request.queryParameters.top = pageSize;
                request.queryParameters.filter = "isAssignableToRole eq true";
                request.queryParameters.select = new String[] {"id"};
            });
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            PageEnd end = GROUPS.read(body, new Rows(reading.page(), row -> {
                if (!context.reading().privilegedGroups().contains(row.text("id"))) {
                    reading.pending().add(row.text("id"));
                }
            }));
            if (end.nextLink().isEmpty()) {
                reading.pending().addAll(context.reading().privilegedGroups());
            }
            return end;
        }

        @Override
        public void readPending(ListWalk.Reading reading) {
            List<String> pending = reading.pending();
            List<String> now = new ArrayList<>(pending.subList(0, Math.min(GROUPS_AT_ONCE, pending.size())));
            pending.subList(0, now.size()).clear();
            readGroups(reading.page(), now);
        }
    }

    private void readGroups(PageBuilder page, List<String> groups) {
        List<RequestInformation> requests = new ArrayList<>();
        groups.forEach(group -> {
            requests.add(eligible(group));
            requests.add(assigned(group));
        });
        List<BatchReply> replies = door.batch(requests);
        for (int index = 0; index < replies.size(); index++) {
            BatchReply reply = replies.get(index);
            page.spent(reply.cost());
            Optional<ConnectorException> refusal = reply.failure().filter(PrivilegedGroupsStream::canDoWithout);
            if (refusal.isPresent()) {
                page.notice(new Notice(
                        index % 2 == 0 ? "without-eligibility" : "without-schedules",
                        "what PIM says of groups could not be read: "
                                + refusal.get().getMessage(),
                        refusal.get().remedy()));
            } else if (reply.status() != 404) {
                whole(page, reply.bodyOrThrow(), index % 2 == 0);
            }
        }
    }

    private static boolean canDoWithout(ConnectorException refusal) {
        return refusal.kind() == ErrorKind.PERMISSION || refusal.kind() == ErrorKind.UNSUPPORTED;
    }

    private void whole(PageBuilder page, byte[] first, boolean eligible) {
        RowVisitor rows = new Rows(page, row -> add(page, row, eligible));
        Optional<String> next = INSTANCES.read(first, rows).nextLink();
        while (next.isPresent()) {
            RawPage raw = door.follow(next.get(), Map.of());
            page.spent(raw.cost());
            next = INSTANCES.read(raw.body(), rows).nextLink();
        }
    }

    private RequestInformation eligible(String group) {
        return door.requests().groupEligibilityInstances().toGetRequestInformation(request -> {
            request.queryParameters.filter = "groupId eq '" + group + "'";
            request.queryParameters.expand = new String[] {"principal($select=id)"};
        });
    }

    private RequestInformation assigned(String group) {
        return door.requests().groupAssignmentInstances().toGetRequestInformation(request -> {
            request.queryParameters.filter = "groupId eq '" + group + "'";
            request.queryParameters.expand = new String[] {"principal($select=id)"};
        });
    }

    /** Whoever is in for good is an ordinary member, and who is in through a group follows from that group. */
    private static void add(PageBuilder page, Row row, boolean eligible) {
        Optional<Instant> until = row.time("endDateTime");
        if (row.text("memberType").equalsIgnoreCase("group") || (!eligible && until.isEmpty())) {
            return;
        }
        GroupRelation relation = row.text("accessId").toLowerCase(Locale.ROOT).equals("owner")
                ? GroupRelation.OWNERS
                : GroupRelation.MEMBERS;
        GroupPrincipal principal = GroupPrincipal.of(relation, row.text("principal"));
        String slug = relation == GroupRelation.OWNERS ? EntraTypes.OWNER : EntraTypes.MEMBER;
        Attributes.Builder attributes = Attributes.builder();
        if (!row.text("assignmentType").isEmpty()) {
            attributes.put("assignmentType", row.text("assignmentType"));
        }
        page.add(new Grant(
                new GrantKey(
                        new EntitlementId(new ResourceId(EntraTypes.GROUP, row.text("groupId")), slug),
                        new ResourceId(principal.type(), row.text("principalId")),
                        eligible ? Holding.ELIGIBLE : Holding.TEMPORARY,
                        Optional.empty(),
                        Optional.empty()),
                principal.expandable(),
                principal.external(),
                new Validity(row.time("startDateTime"), until),
                attributes.build()));
    }

    /** Takes a row. */
    private interface Visitor {
        void visit(Row row);
    }

    private record Rows(PageBuilder page, Visitor visitor) implements RowVisitor {
        @Override
        public void row(Row row) {
            visitor.visit(row);
        }

        @Override
        public void notAnObject() {
            page.skipRow(EntraTypes.GROUP, "an entry of the page that is not an object");
        }
    }
}
