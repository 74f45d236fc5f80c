package dev.lanyard.entra.sync.users;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.page.DeltaStarts;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Every user of the tenant: members and guests, enabled and disabled, cloud and on-premises, each with its manager.
 *
 * <p>A full read is one walk over {@code GET /users}; the first page tells how many users there are. Where deleted
 * users are wanted, a walk over those that can be restored follows. An incremental read follows a delta query and reads
 * anew what it names: everything about a user is then as current as Graph's delta query, which lags by minutes at most.
 */
public final class AccountsStream implements GraphStream {

    private static final Permission READ = new Permission(
            GraphPermissions.USERS, "to read the profile of every user, and who their manager is", false);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "accounts",
            "Accounts",
            "Every user, members and guests alike, with names, addresses, job, employee and on-premises fields and the"
                    + " manager.",
            Set.of(EntraTypes.USER),
            true,
            List.of(READ));

    private static final String WAY = "users";
    private static final String DELETED = "deleted-users";

    private final StreamContext context;
    private final GraphDoor door;
    private final UserQueries queries;
    private final PageReader reader;
    private final ChangeWalk changes;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public AccountsStream(StreamContext context) {
        this.context = context;
        this.door = context.door();
        this.queries = new UserQueries(context);
        this.reader = new PageReader("users", queries.table(), Set.of());
        this.changes = new ChangeWalk(door, ChangeWalk.IDS, new ChangedAccounts(context, queries));
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(READ, queries.probe());
    }

    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        return Map.of(Renewal.Part.USER, (page, ids) -> {
            ChangedAccounts changed = new ChangedAccounts(context, queries);
            changed.reread(page, ids).forEach(id -> changed.removed(page, id, false));
            changed.finish(page);
        });
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (definition.since().isPresent()) {
            return changes.read(definition, cursor, this::last);
        }
        if (cursor.isStart()) {
            return start(definition);
        }
        Position position = Position.parse(cursor);
        if (position.next().isEmpty() && position.way().equals(DELETED)) {
            return deleted(new PageBuilder(), door.read(queries.deleted(definition.pageSize())), position);
        }
        String next = position.next().orElseThrow(() -> Position.foreign("it has no next-link"));
        return switch (position.way()) {
            case WAY ->
                page(
                        new PageBuilder(),
                        door.follow(next, UserQueries.ON_EVERY_PAGE),
                        Optional.of(position),
                        position.marks());
            case DELETED -> deleted(new PageBuilder(), door.follow(next, Map.of()), position);
            default -> throw Position.foreign("it belongs to another stream");
        };
    }

    @Override
    public Optional<ReadCost> leastCost(StreamSize size) {
        int pages = (int) Math.max(1, (size.resources(EntraTypes.USER) + 998) / 999);
        return Optional.of(new ReadCost(pages, 2L * pages));
    }

    /** The delta-link comes first: what changes while the list is being read is then a change since. */
    private SyncPage start(PartitionDefinition definition) {
        PageBuilder page = new PageBuilder();
        Marks marks = context.deltaStarts().latest(page, queries.delta(), DeltaStarts.About.USERS);
        return page(page, door.read(queries.list(definition.pageSize())), Optional.empty(), marks);
    }

    private SyncPage page(PageBuilder page, RawPage raw, Optional<Position> here, Marks marks) {
        page.spent(raw.cost());
        AccountRecords records = new AccountRecords(page, context.reading(), Status.ENABLED);
        PageEnd end = reader.read(raw.body(), records);
        if (end.nextLink().isPresent()) {
            OptionalLong before = here.isPresent() ? here.get().remaining() : end.count();
            OptionalLong remaining = Position.less(before, records.rows());
            return page.more(
                    here, Position.at(WAY, end.nextLink().get(), remaining).with(marks));
        }
        if (context.reading().deleted()) {
            return page.more(here, new Position(DELETED, Optional.empty(), OptionalLong.empty(), List.of(), marks));
        }
        return last(page, marks);
    }

    private SyncPage deleted(PageBuilder page, RawPage raw, Position here) {
        page.spent(raw.cost());
        PageEnd end = reader.read(raw.body(), new AccountRecords(page, context.reading(), Status.DELETED));
        if (end.nextLink().isPresent()) {
            return page.more(
                    Optional.of(here),
                    Position.at(DELETED, end.nextLink().get(), OptionalLong.empty())
                            .with(here.marks()));
        }
        return last(page, here.marks());
    }

    private SyncPage last(PageBuilder page, Marks marks) {
        return context.last(page, DESCRIPTOR.id(), "", marks);
    }
}
