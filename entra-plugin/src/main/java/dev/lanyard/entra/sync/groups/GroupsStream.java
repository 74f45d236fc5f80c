package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.config.ReadingPermissions;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Every group of the tenant, what can be had on it, and who has it: direct members and owners of every type.
 *
 * <p>The stream knows several {@linkplain GroupWay ways} and takes the cheapest that the tenant offers. It finds out by
 * asking; which one it took stands in the cursor.
 *
 * <p>Where there is a delta query, an incremental read follows it: links that have come or gone are taken from its
 * entries, and groups whose properties have changed are read anew. Everything is then as current as Graph's delta
 * query, which lags by minutes at most.
 */
public final class GroupsStream implements GraphStream {

    private static final Permission READ =
            new Permission(GraphPermissions.GROUPS, "to read every group, its members and its owners", false);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "groups",
            "Groups",
            "Every group, membership and ownership of it, and its direct members and owners of every type.",
            Set.of(EntraTypes.GROUP),
            true,
            List.of(
                    READ,
                    new Permission(
                            GraphPermissions.HIDDEN_MEMBERS,
                            "to read the members of groups that hide them; without it such groups seem empty",
                            true)));

    private static final int MOST_ON_A_PAGE = 999;
    private static final int CALLS_IN_A_BATCH = 20;

    private static final PageReader COUNT =
            new PageReader("groups", PropertyTable.builder().build(), Set.of());

    private final StreamContext context;
    private final GraphDoor door;
    private final ChangeWalk changes;
    private final DeletedGroups deleted;
    private final GroupReading reading;
    private final GroupTies ties;

    /** Ways to begin with, the cheapest first. */
    private final List<GroupWay> ways;

    /** Every way by the word that stands in a cursor. */
    private final Map<String, GroupWay> waysById = new HashMap<>();

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public GroupsStream(StreamContext context) {
        this.context = context;
        this.door = context.door();
        this.reading = GroupReading.of(context);
        this.ties = new GroupTies(reading);
        this.deleted = reading.deleted();
        this.changes = new ChangeWalk(door, DeltaGroups.READER, ChangedGroups.pages(reading));
        GroupWay owners = ListedGroups.expandingOwners(reading);
        this.ways = List.of(
                new DeltaGroups(reading),
                ListedGroups.expandingMembers(reading, owners.id()),
                ListedGroups.oneByOne(reading));
        waysById.put(deleted.id(), deleted);
        waysById.put(owners.id(), owners);
        ways.forEach(way -> waysById.put(way.id(), way));
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<Permission> neededBySettings() {
        List<Permission> needed = new ArrayList<>();
        if (context.reading().deleted()) {
            needed.add(ReadingPermissions.DELETED_GROUPS);
        }
        if (!context.reading().onPremisesMembers()) {
            needed.add(ReadingPermissions.ON_PREMISES_MEMBERS);
        }
        return needed;
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(READ, probing.requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.select = new String[] {"id"};
        }));
        if (context.reading().deleted()) {
            probing.ask(ReadingPermissions.DELETED_GROUPS, deleted.list(1));
        }
    }

    /** Where groups from on-premises are left out, one that is told of may have been left out until now. */
    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        HeldMemberships held = new HeldMemberships(door, ties);
        return Map.of(
                Renewal.Part.GROUP,
                (page, ids) -> ChangedGroups.renew(
                        reading, page, ids, reading.onPremises().leavesOutGroups() ? ids : List.of()),
                Renewal.Part.GROUP_WITH_LINKS,
                (page, ids) -> ChangedGroups.renew(reading, page, ids, ids),
                Renewal.Part.HELD_BY_USER,
                (page, ids) -> held.read(page, "users", "#microsoft.graph.user", ids),
                Renewal.Part.HELD_BY_GROUP,
                (page, ids) -> held.read(page, "groups", "#microsoft.graph.group", ids),
                Renewal.Part.HELD_BY_PRINCIPAL,
                (page, ids) -> held.read(page, "servicePrincipals", "#microsoft.graph.servicePrincipal", ids));
    }

    /**
     * Makes records of single links.
     *
     * @return safe for use by many threads
     */
    public GroupTies ties() {
        return ties;
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (definition.since().isPresent()) {
            return changes.read(definition, cursor, (page, marks) -> context.last(page, DESCRIPTOR.id(), "", marks));
        }
        if (cursor.isStart()) {
            return start(definition);
        }
        Position position = Position.parse(cursor);
        GroupWay way = waysById.get(position.way());
        if (way == null) {
            throw Position.foreign("it belongs to another stream");
        }
        return way.read(new PageBuilder(), definition, position);
    }

    /** Two passes that expand a relation each, and a second look at the lists that came with exactly twenty. */
    @Override
    public Optional<ReadCost> leastCost(StreamSize size) {
        long pages = 2 * Math.max(1, (size.resources(EntraTypes.GROUP) + MOST_ON_A_PAGE - 1) / MOST_ON_A_PAGE);
        long lists = size.listPages("", ListedGroups.EXPANDED_AT_MOST, MOST_ON_A_PAGE);
        long batches = (lists + CALLS_IN_A_BATCH - 1) / CALLS_IN_A_BATCH;
        return Optional.of(new ReadCost(Math.toIntExact(pages + batches), pages + 2 * lists));
    }

    private SyncPage start(PartitionDefinition definition) {
        PageBuilder page = new PageBuilder();
        OptionalLong total = total(page);
        Iterator<GroupWay> untried = ways.iterator();
        while (true) {
            GroupWay way = untried.next();
            try {
                return way.start(page, definition, total);
            } catch (ConnectorException e) {
                if (!isNotOffered(e) || !untried.hasNext()) {
                    throw e;
                }
                page.notice(notOffered(way, e));
            }
        }
    }

    /** How many groups there are; for showing progress, so that a tenant that does not count is no reason to fail. */
    private OptionalLong total(PageBuilder page) {
        try {
            RawPage raw = door.read(door.requests().groups().toGetRequestInformation(request -> {
                request.headers.add("ConsistencyLevel", "eventual");
                request.queryParameters.count = true;
                request.queryParameters.top = 1;
                request.queryParameters.select = new String[] {GroupRecords.ID};
            }));
            page.spent(raw.cost());
            return COUNT.read(raw.body(), RowVisitor.IGNORE).count();
        } catch (ConnectorException e) {
            if (isNotOffered(e)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Graph has no single code for what a kind of tenant does not offer: it finds fault with the request. */
    private static boolean isNotOffered(ConnectorException e) {
        return e.kind() == ErrorKind.UNSUPPORTED || e.kind() == ErrorKind.INVALID;
    }

    private static Notice notOffered(GroupWay way, ConnectorException e) {
        return new Notice(
                "groups-without-" + way.id(),
                "Microsoft Graph refused to list groups by " + way.description() + " (" + e.getMessage()
                        + "); they are read in another way that costs more requests",
                "nothing needs to be done; external-ID and B2C tenants offer no delta query");
    }
}
