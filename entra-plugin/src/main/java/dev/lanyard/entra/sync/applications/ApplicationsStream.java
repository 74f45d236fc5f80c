package dev.lanyard.entra.sync.applications;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.sync.changes.AuditTrail;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.changes.HeldApplications;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.DeltaStarts;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every enterprise application, what can be had on it, and who has it: users, groups and software by app role, and
 * owners.
 *
 * <p>Graph's delta query tells when an application itself has changed, but not when someone was assigned to it or made
 * its owner. The directory's audit log does, and names the applications that are then read anew. So an incremental read
 * is as current as the audit log, whose entries come minutes late: each read looks back further than the one before
 * ended, and the next full read finds whatever came later still. Where the audit log may not be read, there is no
 * checkpoint, and every sync reads all applications.
 */
public final class ApplicationsStream implements GraphStream {

    private static final Permission READ = new Permission(
            GraphPermissions.APPLICATIONS, "to read enterprise applications, their assignments and their owners", true);
    private static final Permission AUDIT = new Permission(
            GraphPermissions.AUDIT_LOG,
            "to learn which assignments have changed, so that not all are read by every sync",
            true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "applications",
            "Enterprise applications",
            "Every enterprise application with its app roles, who is assigned to them, and its owners.",
            Set.of(EntraTypes.SERVICE_PRINCIPAL),
            true,
            List.of(READ, AUDIT));

    private final StreamContext context;
    private final PrincipalQueries queries;
    private final AuditTrail audit;
    private final HeldApplications held;
    private final ListWalk walk;
    private final ChangeWalk changes;
    private final ApplicationLists lists;
    private final ApplicationSteps steps;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public ApplicationsStream(StreamContext context) {
        this.context = context;
        this.queries = new PrincipalQueries(context.door());
        this.audit = new AuditTrail(context);
        this.held = new HeldApplications(context.door());
        boolean withUnassigned = context.reading().unassignedApplications();
        this.lists = new ApplicationLists(context.door(), queries);
        this.steps = new ApplicationSteps(queries, lists, new ObjectRereads(context.door()), withUnassigned);
        this.walk = withUnassigned
                ? new ListWalk(context.door(), steps.assigned(), steps.owned())
                : new ListWalk(context.door(), steps.assigned());
        this.changes = new ChangeWalk(context.door(), ChangeWalk.IDS, ChangedApplications.pages(steps, lists));
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(READ, queries.probe());
        probing.ask(AUDIT, audit.probe());
    }

    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        return Map.of(
                Renewal.Part.SERVICE_PRINCIPAL,
                (page, ids) -> ChangedApplications.readAnew(steps, lists, page, ids)
                        .forEach(gone -> page.add(ChangedApplications.removal(gone))),
                Renewal.Part.HELD_BY_USER,
                (page, ids) -> heldBy(page, "user", ids),
                Renewal.Part.HELD_BY_GROUP,
                (page, ids) -> heldBy(page, "group", ids),
                Renewal.Part.HELD_BY_PRINCIPAL,
                (page, ids) -> heldBy(page, "serviceprincipal", ids));
    }

    /**
     * The slug of an application's role.
     *
     * @param roleId Graph's id of the role; zeros for access without any role
     * @return the slug of the entitlement
     */
    public static String slug(String roleId) {
        return ApplicationRecords.slug(roleId);
    }

    /** Reads the applications anew to which some principals are assigned, or which they own. */
    private void heldBy(PageBuilder page, String type, Collection<String> ids) {
        Map<String, String> principals = new LinkedHashMap<>();
        ids.forEach(id -> principals.put(id, type));
        ChangedApplications.readAnew(steps, lists, page, held.of(page, principals));
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (definition.since().isPresent()) {
            return changes.read(definition, cursor, (page, marks) -> audited(page, definition, marks));
        }
        return walk.read(definition, cursor, this::start, reading -> last(reading.page(), reading.marks()));
    }

    @Override
    public Optional<ReadCost> leastCost(StreamSize size) {
        long pages = Math.max(1, (size.resources(EntraTypes.SERVICE_PRINCIPAL) + 998) / 999);
        long longLists = size.listPages("", PrincipalQueries.MOST_EXPANDED, PrincipalQueries.WHOLE_PAGE);
        return Optional.of(new ReadCost((int) (2 * pages + (longLists + 19) / 20), 2 * pages + longLists));
    }

    private Marks start(PageBuilder page) {
        return audit.start(page, DESCRIPTOR.id())
                .map(from -> context.deltaStarts()
                        .latest(page, queries.delta(), DeltaStarts.About.PRINCIPALS)
                        .with(AuditTrail.FROM, from))
                .orElse(Marks.NONE);
    }

    /**
     * Reads what the audit log names, once Graph has told every change: as much as fits, and the rest on later pages.
     */
    private SyncPage audited(PageBuilder page, PartitionDefinition definition, Marks marks) {
        if (marks.get(AuditTrail.FROM).isPresent()) {
            return last(page, marks);
        }
        String from = definition.since().orElseThrow().require(AuditTrail.FROM);
        Marks audited = marks.with(AuditTrail.FROM, audit.now());
        List<String> pending = ChangedApplications.anew(audit.changedApplications(page, from));
        return pending.isEmpty() ? last(page, audited) : changes.goOn(page, definition, pending, audited, this::last);
    }

    private SyncPage last(PageBuilder page, Marks marks) {
        return context.last(page, DESCRIPTOR.id(), "", marks);
    }
}
