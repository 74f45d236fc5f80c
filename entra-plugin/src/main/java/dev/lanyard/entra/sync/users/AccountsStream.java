package dev.lanyard.entra.sync.users;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPermissions;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.sync.rows.PageEnd;
import dev.lanyard.entra.sync.rows.PageReader;
import dev.lanyard.entra.sync.types.EntraTypes;
import dev.lanyard.spi.describe.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Every user of the tenant: members and guests, enabled and disabled, cloud and on-premises, each with its manager.
 *
 * <p>One walk over {@code GET /users}. The manager comes along by {@code $expand}, as {@code $levels=1}: without
 * {@code $levels} Graph refuses the {@code $select} within, and would send the whole manager with every user. This
 * makes it an advanced query, so that every page needs the {@code ConsistencyLevel} header; in return the first page
 * tells how many users there are.
 */
public final class AccountsStream implements GraphStream {

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "accounts",
            "Accounts",
            "Every user, members and guests alike, with names, addresses, job, employee and on-premises fields and the"
                    + " manager.",
            Set.of(EntraTypes.USER),
            false,
            List.of(new Permission(
                    GraphPermissions.USERS, "to read the profile of every user, and who their manager is", false)));

    private static final String WAY = "users";
    private static final String CONSISTENCY_LEVEL = "ConsistencyLevel";
    private static final String EVENTUAL = "eventual";
    private static final Map<String, String> ON_EVERY_PAGE = Map.of(CONSISTENCY_LEVEL, EVENTUAL);
    private static final PageReader READER = new PageReader("users", AccountRecords.TABLE, Set.of());

    private final GraphDoor door;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public AccountsStream(StreamContext context) {
        this.door = context.door();
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public RequestInformation probe(GraphRequests requests) {
        return requests.users().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.select = new String[] {"id"};
        });
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (cursor.isStart()) {
            return page(firstPage(definition.pageSize()), Optional.empty());
        }
        Position position = Position.parse(cursor);
        if (!position.way().equals(WAY) || position.next().isEmpty()) {
            throw Position.foreign("it belongs to another stream");
        }
        return page(door.follow(position.next().get(), ON_EVERY_PAGE), Optional.of(position));
    }

    private RawPage firstPage(int pageSize) {
        return door.read(door.requests().users().toGetRequestInformation(request -> {
            request.headers.add(CONSISTENCY_LEVEL, EVENTUAL);
            request.queryParameters.count = true;
            request.queryParameters.top = pageSize;
            request.queryParameters.select = AccountRecords.SELECTED.toArray(String[]::new);
            request.queryParameters.expand = new String[] {"manager($levels=1;$select=id)"};
        }));
    }

    private static SyncPage page(RawPage raw, Optional<Position> here) {
        PageBuilder page = new PageBuilder();
        page.spent(raw.cost());
        AccountRecords records = new AccountRecords(page);
        PageEnd end = READER.read(raw.body(), records);
        if (end.nextLink().isEmpty()) {
            return page.last();
        }
        OptionalLong before = here.isPresent() ? here.get().remaining() : end.count();
        OptionalLong remaining = Position.less(before, records.rows());
        return page.more(here, Position.at(WAY, end.nextLink().get(), remaining));
    }
}
