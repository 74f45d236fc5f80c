package dev.lanyard.entra.sync.roles;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
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
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Every directory role, built in and custom, with the rules that PIM sets for it, and who has it: at once or eligible,
 * for good or until a set end, in which scope, directly or through a role-assignable group.
 *
 * <p>Read whole by every sync: Graph's delta query for roles tells the members of activated roles in the tenant's scope
 * only, and there are few roles and holders. Without P2 there is no PIM: plain assignments are read instead, and the
 * report says so.
 */
public final class RolesStream implements GraphStream {

    private static final Permission READ =
            new Permission(GraphPermissions.ROLES, "to read directory roles and plain assignments", true);
    private static final Permission SCHEDULES =
            new Permission(GraphPermissions.ROLE_SCHEDULES, "to read until when roles are assigned", true);
    private static final Permission ELIGIBILITY =
            new Permission(GraphPermissions.ROLE_ELIGIBILITY, "to read who is eligible for roles", true);
    private static final Permission POLICIES =
            new Permission(GraphPermissions.ROLE_POLICIES, "to read the rules that PIM sets for roles", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "roles",
            "Directory roles",
            "Every directory role and who has it: assigned or eligible, until when, in which scope, through which"
                    + " group.",
            Set.of(EntraTypes.ROLE),
            false,
            List.of(READ, SCHEDULES, ELIGIBILITY, POLICIES));

    private static final String DIRECTORY_ROLES = "scopeId eq '/' and scopeType eq 'DirectoryRole'";
    private static final String ASSIGNED = "role-schedules";
    private static final String PLAIN = "role-assignments";
    private static final String ELIGIBLE = "role-eligibility";

    /** The mark that carries the ids of the listed roles, a few hundred at the most, to the pages of who has them. */
    private static final String ROLES = "roles";

    private final GraphDoor door;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public RolesStream(StreamContext context) {
        this.door = context.door();
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        GraphRequests requests = probing.requests();
        String[] id = {"id"};
        probing.ask(
                READ,
                requests.roleDefinitions().toGetRequestInformation(request -> request.queryParameters.select = id));
        probing.ask(
                SCHEDULES,
                requests.roleAssignmentInstances()
                        .toGetRequestInformation(request -> request.queryParameters.select = id));
        probing.ask(
                ELIGIBILITY,
                requests.roleEligibilityInstances()
                        .toGetRequestInformation(request -> request.queryParameters.select = id));
        probing.ask(POLICIES, requests.rolePolicyAssignments().toGetRequestInformation(request -> {
            request.queryParameters.filter = DIRECTORY_ROLES;
            request.queryParameters.select = id;
        }));
    }

    /** Roles, and who has them, are few: all of them are read, and given are those that were asked for. */
    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        return Map.of(Renewal.Part.ROLE_HOLDER, this::renewHolders, Renewal.Part.ROLE, this::renewRoles);
    }

    private void renewHolders(PageBuilder page, Collection<String> holders) {
        List<SyncRecord> all = whole(page);
        for (String text : holders) {
            ResourceId holder = ResourceId.parse(text);
            page.add(new Removal(new HoldingsKey(holder, EntraTypes.ROLE)));
            all.stream()
                    .filter(each -> each.key() instanceof GrantKey key
                            && key.principal().equals(holder))
                    .forEach(page::add);
        }
    }

    private void renewRoles(PageBuilder page, Collection<String> ids) {
        List<SyncRecord> all = whole(page);
        for (String id : ids) {
            ResourceId role = new ResourceId(EntraTypes.ROLE, id);
            List<SyncRecord> found = all.stream()
                    .filter(each -> each.key().equals(role)
                            || (each.key() instanceof EntitlementId entitlement
                                    && entitlement.resource().equals(role)))
                    .toList();
            if (found.isEmpty()) {
                page.add(new Removal(role));
            }
            found.forEach(page::add);
        }
    }

    private List<SyncRecord> whole(PageBuilder page) {
        door.forget("/roleManagement");
        door.forget("/policies");
        List<SyncRecord> all = new ArrayList<>();
        PartitionDefinition definition = new PartitionDefinition(SyncRequest.MAX_PAGE_SIZE, Optional.empty());
        Cursor cursor = Cursor.start();
        while (true) {
            SyncPage read = read("", definition, cursor);
            all.addAll(read.records());
            page.spent(read.cost());
            read.notices().forEach(page::notice);
            if (!(read.next() instanceof NextStep.More more)) {
                return all;
            }
            cursor = more.cursor();
        }
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (cursor.isStart()) {
            return roles();
        }
        Position here = Position.parse(cursor);
        PageBuilder page = new PageBuilder();
        return switch (here.way()) {
            case ASSIGNED, PLAIN -> list(page, here, Holding.ACTIVE);
            case ELIGIBLE -> eligible(page, here);
            default -> throw Position.foreign("it belongs to another stream");
        };
    }

    /** Roles and their rules are few: one page holds them all, and the first of those who have them. */
    private SyncPage roles() {
        PageBuilder page = new PageBuilder();
        RolePolicies policies = new RolePolicies();
        List<BatchReply> replies = door.batch(List.of(policyRequest(), definitionRequest(), request(ASSIGNED)));
        try {
            whole(page, replies.get(0), body -> policies.read(page, body));
        } catch (ConnectorException e) {
            page.notice(without("rules", "the rules that PIM sets for roles", e));
        }
        whole(page, replies.get(1), body -> RoleRecords.addRoles(page, body, policies));
        Marks marks = Marks.NONE.with(ROLES, String.join(",", page.resources(EntraTypes.ROLE)));
        BatchReply assigned = replies.get(2);
        page.spent(assigned.cost());
        if (assigned.failure().isPresent()) {
            page.notice(without(
                    "schedules",
                    "until when roles are assigned",
                    assigned.failure().get()));
            return page.more(Optional.empty(), Position.start(PLAIN).with(marks));
        }
        return listed(page, Optional.empty(), Position.start(ASSIGNED).with(marks), assigned.body(), Holding.ACTIVE);
    }

    private SyncPage eligible(PageBuilder page, Position here) {
        try {
            return list(page, here, Holding.ELIGIBLE);
        } catch (ConnectorException e) {
            if (here.next().isPresent()) {
                throw e;
            }
            page.notice(without("eligibility", "who is eligible for roles", e));
            return page.last();
        }
    }

    private SyncPage list(PageBuilder page, Position here, Holding holding) {
        RawPage raw =
                here.next().isPresent() ? door.follow(here.next().get(), Map.of()) : door.read(request(here.way()));
        page.spent(raw.cost());
        return listed(page, Optional.of(here), here, raw.body(), holding);
    }

    private static SyncPage listed(
            PageBuilder page, Optional<Position> from, Position here, byte[] body, Holding holding) {
        PageEnd end = RoleRecords.addHolders(page, body, holding, roles(here.marks()));
        if (end.nextLink().isPresent()) {
            return page.more(
                    from,
                    Position.at(here.way(), end.nextLink().get(), OptionalLong.empty())
                            .with(here.marks()));
        }
        return holding == Holding.ELIGIBLE
                ? page.last()
                : page.more(from, Position.start(ELIGIBLE).with(here.marks()));
    }

    /** The roles that the first page told. */
    private static Set<String> roles(Marks marks) {
        String ids = marks.get(ROLES).orElseThrow(() -> Position.foreign("it does not say which roles there are"));
        return Set.copyOf(List.of(ids.split(",")));
    }

    /** Only what is not licensed or not permitted can be done without. */
    private static Notice without(String code, String what, ConnectorException refusal) {
        if (refusal.kind() != ErrorKind.PERMISSION && refusal.kind() != ErrorKind.UNSUPPORTED) {
            throw refusal;
        }
        return new Notice(
                "roles-without-" + code, what + " could not be read: " + refusal.getMessage(), refusal.remedy());
    }

    private void whole(PageBuilder page, BatchReply first, Function<byte[], PageEnd> taker) {
        page.spent(first.cost());
        WholeList.read(door, page, first.bodyOrThrow(), taker);
    }

    private RequestInformation definitionRequest() {
        return door.requests()
                .roleDefinitions()
                .toGetRequestInformation(request -> request.queryParameters.select =
                        RoleRecords.ROLE.names().toArray(String[]::new));
    }

    private RequestInformation policyRequest() {
        return door.requests().rolePolicyAssignments().toGetRequestInformation(request -> {
            request.queryParameters.filter = DIRECTORY_ROLES;
            request.queryParameters.expand = new String[] {"policy($expand=rules)"};
        });
    }

    private RequestInformation request(String way) {
        // Whole: PIM refuses to select from it, and what is selected of it elsewhere makes no difference.
        String[] expand = {"principal"};
        GraphRequests requests = door.requests();
        return switch (way) {
            case ASSIGNED ->
                requests.roleAssignmentInstances()
                        .toGetRequestInformation(request -> request.queryParameters.expand = expand);
            case ELIGIBLE ->
                requests.roleEligibilityInstances()
                        .toGetRequestInformation(request -> request.queryParameters.expand = expand);
            default ->
                requests.roleAssignments().toGetRequestInformation(request -> request.queryParameters.expand = expand);
        };
    }
}
