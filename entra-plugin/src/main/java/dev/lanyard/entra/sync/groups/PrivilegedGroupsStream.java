package dev.lanyard.entra.sync.groups;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.BatchReply;
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
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.sync.page.WholeList;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
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

    private static final int GROUPS_AT_ONCE = 10;

    private static final String ASSIGNABLE = "isAssignableToRole";
    private static final PageReader ASKED = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(TEXT, GroupRecords.ID)
                    .add(FLAG, OnPremises.SYNCED, ASSIGNABLE)
                    .build(),
            Set.of());
    private static final PageReader GROUPS = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(TEXT, GroupRecords.ID)
                    .add(FLAG, OnPremises.SYNCED)
                    .build(),
            Set.of());

    private final StreamContext context;
    private final GraphDoor door;
    private final OnPremises onPremises;
    private final ObjectRereads rereads;
    private final ListWalk walk;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public PrivilegedGroupsStream(StreamContext context) {
        this.context = context;
        this.door = context.door();
        this.onPremises = new OnPremises(context);
        this.rereads = new ObjectRereads(door);
        this.walk = new ListWalk(door, new RoleAssignable());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        Optional<String> named = context.reading().privilegedGroups().stream().findFirst();
        named.ifPresent(group -> probe(probing, group));
        probing.ask(LIST, roleAssignable(1), page -> {
            if (named.isEmpty()) {
                FirstId.of(page).ifPresent(group -> probe(probing, group));
            }
        });
    }

    private void probe(Probing probing, String group) {
        probing.askOfOne(ELIGIBILITY, eligible(group));
        probing.askOfOne(ASSIGNMENTS, assigned(group));
    }

    private RequestInformation roleAssignable(int pageSize) {
        return groups("isAssignableToRole eq true", pageSize);
    }

    /**
     * What has changed goes by a group's id and, after a blank, the text of the principal's: nothing takes back all
     * that PIM says of a group. Where members of a group are read anew, these grants have been taken back with them.
     */
    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        Map<Renewal.Part, Renewal> renewals = new EnumMap<>(Renewal.Part.class);
        renewals.put(Renewal.Part.GROUP_SCHEDULES, this::renew);
        renewals.put(Renewal.Part.GROUP_WITH_LINKS, this::readWhole);
        if (onPremises.leavesOutGroups()) {
            renewals.put(Renewal.Part.GROUP, this::readWhole);
        }
        renewals.put(Renewal.Part.HELD_BY_USER, (page, ids) -> renewHeld(page, EntraTypes.USER, ids));
        renewals.put(Renewal.Part.HELD_BY_GROUP, (page, ids) -> renewHeld(page, EntraTypes.GROUP, ids));
        renewals.put(Renewal.Part.HELD_BY_PRINCIPAL, (page, ids) -> renewHeld(page, EntraTypes.SERVICE_PRINCIPAL, ids));
        return renewals;
    }

    private void readWhole(PageBuilder page, Collection<String> groups) {
        readAll(page, asked(page, groups));
    }

    private void readAll(PageBuilder page, Set<String> groups) {
        List<String> all = List.copyOf(groups);
        for (int from = 0; from < all.size(); from += GROUPS_AT_ONCE) {
            readGroups(page, all.subList(from, Math.min(all.size(), from + GROUPS_AT_ONCE)));
        }
    }

    /** Reads for which groups someone is eligible who is there again. */
    private void renewHeld(PageBuilder page, String type, Collection<String> principals) {
        List<RequestInformation> requests = new ArrayList<>();
        for (String principal : principals) {
            requests.add(schedules("principalId", principal, true));
            requests.add(schedules("principalId", principal, false));
        }
        Set<String> pairs = new LinkedHashSet<>();
        for (BatchReply reply : door.batch(requests)) {
            page.spent(reply.cost());
            if (reply.failure().filter(PrivilegedGroupsStream::canDoWithout).isPresent()) {
                continue;
            }
            whole(page, reply.bodyOrThrow(), new RowVisitor() {
                @Override
                public void row(Row row) {
                    pairs.add(row.text("groupId") + " " + new ResourceId(type, row.text("principalId")).text());
                }

                @Override
                public void notAnObject() {
                    // Names no group.
                }
            });
        }
        if (!pairs.isEmpty()) {
            renew(page, pairs);
        }
    }

    private void renew(PageBuilder page, Collection<String> pairs) {
        Set<String> groups = new LinkedHashSet<>();
        pairs.forEach(pair -> groups.add(pair.substring(0, pair.indexOf(' '))));
        Set<String> asked = asked(page, groups);
        PageBuilder found = new PageBuilder();
        readAll(found, asked);
        SyncPage read = found.last();
        for (String pair : pairs) {
            ResourceId group = new ResourceId(EntraTypes.GROUP, pair.substring(0, pair.indexOf(' ')));
            ResourceId principal = ResourceId.parse(pair.substring(pair.indexOf(' ') + 1));
            if (asked.contains(group.id())) {
                takeBack(page, group, principal);
                read.records().stream()
                        .filter(each -> each.key() instanceof GrantKey key
                                && key.entitlement().resource().equals(group)
                                && key.principal().equals(principal))
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

    /** Which of some groups PIM is asked about: those of the settings, and those that roles can be assigned to. */
    private Set<String> asked(PageBuilder page, Collection<String> groups) {
        Set<String> asked = new LinkedHashSet<>();
        Set<String> named = named();
        rereads.list(
                page,
                groups,
                filter -> door.requests().groups().toGetRequestInformation(request -> {
                    request.queryParameters.filter = filter;
                    request.queryParameters.select = new String[] {GroupRecords.ID, OnPremises.SYNCED, ASSIGNABLE};
                }),
                ASKED,
                new RowVisitor() {
                    @Override
                    public void row(Row row) {
                        boolean wanted = row.flag(ASSIGNABLE, false) || named.contains(row.text(GroupRecords.ID));
                        if (wanted && !onPremises.leavesOut(row)) {
                            asked.add(row.text(GroupRecords.ID));
                        }
                    }

                    @Override
                    public void notAnObject() {
                        // Nothing to ask about.
                    }
                });
        return asked;
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
            Set<String> named = named();
            PageEnd end = GROUPS.read(body, new Found(reading, id -> !named.contains(id)));
            if (end.nextLink().isEmpty() && !named.isEmpty()) {
                lookUp(reading, named);
            }
            return end;
        }

        /** A group that is not there, or is left out, is not asked about: nobody tells what its grants would be of. */
        private void lookUp(ListWalk.Reading reading, Set<String> named) {
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
            List<String> now = reading.takePending(GROUPS_AT_ONCE);
            readGroups(reading.page(), now);
        }
    }

    /** The ids in the settings, as Graph writes ids. */
    private Set<String> named() {
        return context.reading().privilegedGroups().stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private RequestInformation groups(String filter, int pageSize) {
        return door.requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.top = pageSize;
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {GroupRecords.ID, OnPremises.SYNCED};
        });
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
            boolean eligible = index % 2 == 0;
            page.spent(reply.cost());
            Optional<ConnectorException> refusal = reply.failure().filter(PrivilegedGroupsStream::canDoWithout);
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

    private static boolean canDoWithout(ConnectorException refusal) {
        return refusal.kind() == ErrorKind.PERMISSION || refusal.kind() == ErrorKind.UNSUPPORTED;
    }

    private void whole(PageBuilder page, byte[] first, RowVisitor records) {
        WholeList.read(door, page, first, body -> PrivilegedGroupRecords.READER.read(body, records));
    }

    private RequestInformation eligible(String group) {
        return schedules("groupId", group, true);
    }

    private RequestInformation assigned(String group) {
        return schedules("groupId", group, false);
    }

    private RequestInformation schedules(String property, String id, boolean eligible) {
        String filter = property + " eq '" + id + "'";
        String[] expand = {"principal($select=id)"};
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
