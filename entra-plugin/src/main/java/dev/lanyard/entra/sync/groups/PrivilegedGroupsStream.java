package dev.lanyard.entra.sync.groups;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.FirstId;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who is eligible to join or own a group, and who is in only until a set end, in groups under Privileged Identity
 * Management.
 *
 * <p>Graph has no list of these groups, and answers for one group at a time. Asked are those that directory roles can
 * be assigned to, of which a tenant has 500 at the most, and those that the settings name; never an ordinary group.
 * Those of the settings are looked up first, three hundred to a request. Read whole by every sync.
 */
public final class PrivilegedGroupsStream implements GraphStream {

    private static final Permission ELIGIBILITY =
            new Permission(GraphPermissions.GROUP_ELIGIBILITY, "to read who is eligible for groups under PIM", true);
    private static final Permission ASSIGNMENTS = new Permission(
            GraphPermissions.GROUP_ASSIGNMENTS, "to read who is in groups under PIM until a set end", true);
    private static final Permission LIST =
            new Permission(GraphPermissions.GROUPS, "to find the groups that roles can be assigned to", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "privileged-groups",
            "Groups under PIM",
            "Eligible and time-bound membership and ownership of groups under Privileged Identity Management.",
            Set.of(EntraTypes.GROUP),
            false,
            List.of(ELIGIBILITY, ASSIGNMENTS, LIST));

    private static final PageReader GROUPS = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(TEXT, GroupRecords.ID)
                    .add(FLAG, OnPremises.SYNCED)
                    .build(),
            Set.of());

    private final GraphDoor door;
    private final PrivilegedSchedules schedules;
    private final OnPremises onPremises;
    private final ObjectRereads rereads;
    private final ListWalk walk;

    /** The ids in the settings, as Graph writes ids. */
    private final Set<String> named;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public PrivilegedGroupsStream(StreamContext context) {
        this.door = context.door();
        this.schedules = new PrivilegedSchedules(door);
        this.onPremises = new OnPremises(context);
        this.rereads = new ObjectRereads(door);
        this.walk = new ListWalk(door, new RoleAssignable());
        this.named = context.reading().privilegedGroups().stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        Optional<String> first = named.stream().findFirst();
        first.ifPresent(group -> probe(probing, group));
        probing.ask(LIST, roleAssignable(1), page -> {
            if (first.isEmpty()) {
                FirstId.of(page).ifPresent(group -> probe(probing, group));
            }
        });
    }

    private void probe(Probing probing, String group) {
        probing.askOfOne(ELIGIBILITY, schedules.eligibleFor(group));
        probing.askOfOne(ASSIGNMENTS, schedules.assignedTo(group));
    }

    private RequestInformation roleAssignable(int pageSize) {
        return groups("isAssignableToRole eq true", pageSize);
    }

    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        return new PrivilegedRenewals(door, schedules, onPremises, named).byPart();
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
            return roleAssignable(pageSize);
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            PageEnd end = GROUPS.read(body, new Found(reading, id -> !named.contains(id)));
            if (end.nextLink().isEmpty() && !named.isEmpty()) {
                lookUp(reading);
            }
            return end;
        }

        /** A group that is not there, or is left out, is not asked about: nobody tells what its grants would be of. */
        private void lookUp(ListWalk.Reading reading) {
            List<String> missing = rereads.list(
                    reading.page(),
                    named,
                    filter -> groups(filter, named.size()),
                    GROUPS,
                    new Found(reading, id -> true));
            if (!missing.isEmpty()) {
                reading.page()
                        .notice(new Notice(
                                "privileged-groups-not-found",
                                "the setting '" + EntraSchema.PRIVILEGED_GROUPS + "' names groups that do not exist: "
                                        + String.join(", ", missing),
                                "take them out of the setting, or correct their object ids"));
            }
        }

        @Override
        public void readPending(ListWalk.Reading reading) {
            schedules.read(reading.page(), reading.takePending(PrivilegedSchedules.GROUPS_AT_ONCE));
        }
    }

    private RequestInformation groups(String filter, int pageSize) {
        return door.requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.top = pageSize;
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {GroupRecords.ID, OnPremises.SYNCED};
        });
    }

    /** Takes down which groups to ask about. */
    private final class Found implements RowVisitor {
        private final ListWalk.Reading reading;
        private final Predicate<String> wanted;

        Found(ListWalk.Reading reading, Predicate<String> wanted) {
            this.reading = reading;
            this.wanted = wanted;
        }

        @Override
        public void row(Row row) {
            String id = row.text(GroupRecords.ID);
            if (id.isBlank()) {
                reading.page().skipRow(EntraTypes.GROUP, "a group without id");
            } else if (wanted.test(id)) {
                ResourceId group = new ResourceId(EntraTypes.GROUP, id);
                reading.page().skipProblems(group.text(), row);
                if (onPremises.leavesOut(row)) {
                    LeftOut.count(reading.page(), group);
                } else {
                    reading.pending().add(id);
                }
            }
        }

        @Override
        public void notAnObject() {
            reading.page().skipRow(EntraTypes.GROUP, "an entry of the page that is not an object");
        }
    }
}
