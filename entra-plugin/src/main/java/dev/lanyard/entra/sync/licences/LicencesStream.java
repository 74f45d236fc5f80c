package dev.lanyard.entra.sync.licences;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.DeltaStarts;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamCheckpoint;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.sync.users.UserQueries;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every subscribed product, and who has it: users directly or through a group, and the groups themselves.
 *
 * <p>Three shards. Products, and groups that have any, are few and read whole by every sync. Users come with the walk
 * over the users that the accounts have paid for; an incremental read takes the same delta query and reads the changed
 * users anew, so that what a user has is as current as that query. Licences that reach a user through a group arrive
 * there when Graph has processed the group.
 */
public final class LicencesStream implements GraphStream {

    private static final Permission READ =
            new Permission(GraphPermissions.LICENCES, "to read subscribed products", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "licences",
            "Licences",
            "Every subscribed product with units bought and used, and who has it: directly or through which group.",
            Set.of(EntraTypes.LICENCE),
            true,
            List.of(
                    READ,
                    new Permission(GraphPermissions.USERS, "to read which licences users have", true),
                    new Permission(GraphPermissions.GROUPS, "to read which licences groups have", true)));

    private static final String PRODUCTS = "products";
    private static final String GROUPS = "groups";
    private static final String USERS = "users";

    private final StreamContext context;
    private final UserQueries queries;
    private final SubscribedProducts products;
    private final ListWalk groups;
    private final ListWalk users;
    private final ChangeWalk changes;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public LicencesStream(StreamContext context) {
        this.context = context;
        this.queries = new UserQueries(context);
        this.products = new SubscribedProducts(context.door());
        this.groups = new ListWalk(context.door(), new LicensedGroups());
        this.users = new ListWalk(context.door(), new LicensedUsers());
        this.changes = new ChangeWalk(context.door(), LicenceGrants.CHANGES, new Changed());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Set<String> shards() {
        return Set.of(PRODUCTS, GROUPS, USERS);
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(
                READ,
                probing.requests()
                        .subscribedSkus()
                        .toGetRequestInformation(request -> request.queryParameters.select = new String[] {"skuId"}));
    }

    @Override
    public List<SyncPartition> plan(int pageSize, Map<String, StreamCheckpoint> since) {
        PartitionDefinition whole = new PartitionDefinition(pageSize, Optional.empty());
        PartitionDefinition ofUsers = new PartitionDefinition(pageSize, Optional.ofNullable(since.get(USERS)));
        return List.of(
                whole.partition(DESCRIPTOR.id(), PRODUCTS),
                whole.partition(DESCRIPTOR.id(), GROUPS),
                ofUsers.partition(DESCRIPTOR.id(), USERS));
    }

    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        return Map.of(
                Renewal.Part.USER_LICENCES, this::renewUsers,
                Renewal.Part.GROUP_LICENCES, this::renewGroups,
                Renewal.Part.PRODUCTS,
                        (page, ids) -> {
                            context.door().forget("/subscribedSkus");
                            products.addTo(page);
                        });
    }

    private void renewUsers(PageBuilder page, Collection<String> ids) {
        Changed changed = new Changed();
        changed.reread(page, ids).forEach(id -> changed.removed(page, id, false));
    }

    private void renewGroups(PageBuilder page, Collection<String> ids) {
        new ObjectRereads(context.door())
                .list(
                        page,
                        ids,
                        filter -> context.door().requests().groups().toGetRequestInformation(request -> {
                            request.queryParameters.filter = filter;
                            request.queryParameters.select = LicenceGrants.OF_GROUPS.toArray(String[]::new);
                        }),
                        LicenceGrants.GROUPS,
                        grants(page).groups(id -> page.add(holdings(EntraTypes.GROUP, id))))
                .forEach(gone -> page.add(holdings(EntraTypes.GROUP, gone)));
    }

    private static Removal holdings(String type, String holder) {
        return new Removal(new HoldingsKey(new ResourceId(type, holder), EntraTypes.LICENCE));
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        return switch (shard) {
            case PRODUCTS -> products();
            case GROUPS ->
                groups.read(
                        definition,
                        cursor,
                        page -> Marks.NONE,
                        reading -> reading.page().last());
            default -> users(definition, cursor);
        };
    }

    @Override
    public Optional<ReadCost> leastCost(StreamSize size) {
        return Optional.of(new ReadCost(2, 4));
    }

    private LicenceGrants grants(PageBuilder page) {
        return new LicenceGrants(page, context.reading(), products);
    }

    private SyncPage products() {
        PageBuilder page = new PageBuilder();
        products.addTo(page);
        return page.last();
    }

    private SyncPage users(PartitionDefinition definition, Cursor cursor) {
        if (definition.since().isPresent()) {
            return changes.read(definition, cursor, this::last);
        }
        return users.read(definition, cursor, this::start, reading -> last(reading.page(), reading.marks()));
    }

    private Marks start(PageBuilder page) {
        return context.deltaStarts().latest(page, queries.delta(), DeltaStarts.About.USERS);
    }

    private SyncPage last(PageBuilder page, Marks marks) {
        return context.last(page, DESCRIPTOR.id(), USERS, marks);
    }

    /** Groups that have licences; the filter makes it an advanced query. */
    private final class LicensedGroups implements ListWalk.Step {
        @Override
        public String way() {
            return "licensed-groups";
        }

        @Override
        public Map<String, String> headers() {
            return UserQueries.ON_EVERY_PAGE;
        }

        @Override
        public RequestInformation first(int pageSize) {
            return context.door().requests().groups().toGetRequestInformation(request -> {
                request.queryParameters.top = pageSize;
                request.queryParameters.count = true;
                request.queryParameters.filter = "assignedLicenses/$count ne 0";
                request.queryParameters.select = LicenceGrants.OF_GROUPS.toArray(String[]::new);
            });
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            return grants(reading.page()).addGroups(body);
        }
    }

    /** Users, in the same walk as the accounts. */
    private final class LicensedUsers implements ListWalk.Step {
        @Override
        public String way() {
            return "licensed-users";
        }

        @Override
        public Map<String, String> headers() {
            return UserQueries.ON_EVERY_PAGE;
        }

        @Override
        public RequestInformation first(int pageSize) {
            return queries.list(pageSize);
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            return grants(reading.page()).addUsers(body);
        }
    }

    private final class Changed implements ChangeWalk.Changes {
        private final ObjectRereads rereads = new ObjectRereads(context.door());

        @Override
        public boolean told(PageBuilder page, Row entry) {
            // An entry tells at least what has changed: one that is silent about licences is about something else.
            // Where guests are left out, becoming one makes a difference too.
            return entry.tells(UserQueries.LICENCE_STATES)
                    || entry.tells(UserQueries.LICENCES)
                    || (!context.reading().guests() && entry.tells(LicenceGrants.USER_TYPE));
        }

        @Override
        public List<String> reread(PageBuilder page, Collection<String> ids) {
            return rereads.list(
                    page,
                    ids,
                    queries::some,
                    LicenceGrants.USERS,
                    grants(page).users(user -> page.add(holdings(EntraTypes.USER, user))));
        }

        @Override
        public void removed(PageBuilder page, String id, boolean forGood) {
            page.add(holdings(EntraTypes.USER, id));
        }
    }
}
