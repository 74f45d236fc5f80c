package dev.lanyard.entra.sync.applications;

import static dev.lanyard.entra.rows.ValueReaders.ANY;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.changes.ChangeWalk;
import dev.lanyard.entra.sync.page.DeltaStarts;
import dev.lanyard.entra.sync.page.FirstId;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.sync.page.WholeList;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether and how enterprise applications are provisioned by SCIM: their synchronization jobs, their state and last
 * run.
 *
 * <p>Graph has no list of jobs, so that a full read asks every enterprise application, twenty in a request. The
 * checkpoint remembers which of them have jobs; an incremental read asks these again, and those that are new. So the
 * state of known provisioning is that of the last sync, and provisioning that is set up for an application that had
 * none is found by the next full read.
 */
public final class ProvisioningStream implements GraphStream {

    private static final Permission LIST =
            new Permission(GraphPermissions.APPLICATIONS, "to know which applications to ask", true);
    private static final Permission JOBS =
            new Permission(GraphPermissions.SYNCHRONIZATION_JOBS, "to read how applications are provisioned", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "provisioning-jobs",
            "Provisioning",
            "SCIM provisioning of enterprise applications: the state of their synchronization jobs and their last run.",
            Set.of(EntraTypes.PROVISIONING_JOB),
            true,
            List.of(LIST, JOBS));

    private static final String INTEGRATED_APP = "WindowsAzureActiveDirectoryIntegratedApp";
    private static final String PROVISIONED = "provisioned";
    private static final int APPLICATIONS_AT_ONCE = 100;

    private static final PageReader READER = new PageReader(
            "synchronization jobs",
            PropertyTable.builder()
                    .add(TEXT, "id", "templateId")
                    .add(ANY, "schedule", "status")
                    .build(),
            Set.of());

    private static final PageReader CHANGES = new PageReader(
            "changes",
            PropertyTable.builder()
                    .add(TEXT, PrincipalQueries.ID)
                    .add(TEXTS, PrincipalQueries.TAGS)
                    .build(),
            Set.of());

    private final StreamContext context;
    private final PrincipalQueries queries;
    private final ListWalk walk;
    private final ChangeWalk changes;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public ProvisioningStream(StreamContext context) {
        this.context = context;
        this.queries = new PrincipalQueries(context.door());
        this.walk = new ListWalk(context.door(), new Applications());
        this.changes = new ChangeWalk(context.door(), CHANGES, new Changed());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(
                LIST,
                queries.firstTagged(INTEGRATED_APP),
                page -> FirstId.of(page).ifPresent(application -> probing.askOfOne(JOBS, queries.jobs(application))));
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (definition.since().isPresent()) {
            return changes.read(definition, cursor, (page, marks) -> lookAgain(page, definition, marks));
        }
        return walk.read(definition, cursor, this::start, reading -> last(reading.page(), reading.marks()));
    }

    private Marks start(PageBuilder page) {
        return context.deltaStarts().latest(page, queries.delta(), DeltaStarts.About.PRINCIPALS);
    }

    private SyncPage last(PageBuilder page, Marks marks) {
        return context.last(page, DESCRIPTOR.id(), "", marks);
    }

    /** Asks those again that had provisioning before, and remembers those that have now. */
    private SyncPage lookAgain(PageBuilder page, PartitionDefinition definition, Marks marks) {
        Set<String> known = provisioned(definition.since().orElseThrow().marks());
        known.addAll(provisioned(marks));
        readJobs(page, List.copyOf(known), known);
        return last(page, marks.with(PROVISIONED, String.join(",", known)));
    }

    private static Set<String> provisioned(Marks marks) {
        return marks.get(PROVISIONED)
                .filter(text -> !text.isEmpty())
                .map(text -> new TreeSet<>(List.of(text.split(","))))
                .orElseGet(TreeSet::new);
    }

    /**
     * Reads the jobs of applications.
     *
     * @param having gains those that have any, and loses those that have none; one that may not be read stays what it
     *     was
     * @return those that are not there
     */
    private List<String> readJobs(PageBuilder page, Collection<String> ids, Set<String> having) {
        List<String> all = new ArrayList<>(new LinkedHashSet<>(ids));
        List<BatchReply> replies =
                context.door().batch(all.stream().map(queries::jobs).toList());
        List<String> missing = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            BatchReply reply = replies.get(index);
            page.spent(reply.cost());
            if (reply.status() == 404) {
                missing.add(all.get(index));
                having.remove(all.get(index));
                page.add(removal(all.get(index)));
            } else if (refused(reply)) {
                page.notice(new Notice(
                        "without-" + DESCRIPTOR.id(),
                        "how applications are provisioned could not be read: "
                                + reply.failure().orElseThrow().getMessage(),
                        "grant the application permission " + GraphPermissions.SYNCHRONIZATION_JOBS.get(0)
                                + ", with admin consent"));
            } else if (add(page, all.get(index), reply.bodyOrThrow())) {
                having.add(all.get(index));
            } else {
                having.remove(all.get(index));
                page.add(removal(all.get(index)));
            }
        }
        return missing;
    }

    private static boolean refused(BatchReply reply) {
        return reply.failure()
                .map(ConnectorException::kind)
                .filter(kind -> kind == ErrorKind.PERMISSION || kind == ErrorKind.UNSUPPORTED)
                .isPresent();
    }

    /** Adds the provisioning of one application; answers whether it has any. */
    private boolean add(PageBuilder page, String application, byte[] first) {
        List<AttributeValue> jobs = new ArrayList<>();
        RowVisitor rows = new RowVisitor() {
            @Override
            public void row(Row row) {
                jobs.add(new AttributeValue.Structure(row.attributes(Set.of()).build()));
                page.skipProblems(EntraTypes.PROVISIONING_JOB + "/" + application, row);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.PROVISIONING_JOB, "an entry of the page that is not an object");
            }
        };
        WholeList.read(context.door(), page, first, body -> READER.read(body, rows));
        if (jobs.isEmpty()) {
            return false;
        }
        page.add(new Resource(
                new ResourceId(EntraTypes.PROVISIONING_JOB, application),
                "Provisioning",
                Status.ENABLED,
                Set.of(),
                Optional.of(new ResourceId(EntraTypes.SERVICE_PRINCIPAL, application)),
                Attributes.builder()
                        .put("jobs", new AttributeValue.Sequence(jobs))
                        .build()));
        return true;
    }

    private static Removal removal(String application) {
        return new Removal(new ResourceId(EntraTypes.PROVISIONING_JOB, application));
    }

    /** Every enterprise application, as many of them at once as fit in a few batches. */
    private final class Applications extends PrincipalsStep {
        Applications() {
            super("provisioned-applications", queries);
        }

        @Override
        void visit(ListWalk.Reading reading, Row row) {
            if (row.lists(PrincipalQueries.TAGS, INTEGRATED_APP)) {
                reading.pending().add(row.text(PrincipalQueries.ID));
            }
        }

        @Override
        public void readPending(ListWalk.Reading reading) {
            List<String> now = reading.takePending(APPLICATIONS_AT_ONCE);
            Set<String> having = provisioned(reading.marks());
            readJobs(reading.page(), now, having);
            reading.mark(reading.marks().with(PROVISIONED, String.join(",", having)));
        }
    }

    /** Those that have become such applications, or have changed as such. */
    private final class Changed implements ChangeWalk.Changes {
        private final Set<String> having = new TreeSet<>();

        @Override
        public ChangeWalk.Changes page(PageBuilder page, byte[] body) {
            return new Changed();
        }

        @Override
        public boolean told(PageBuilder page, Row entry) {
            // One that has become such an application; those that had provisioning before are asked again anyway.
            return entry.lists(PrincipalQueries.TAGS, INTEGRATED_APP);
        }

        @Override
        public List<String> reread(PageBuilder page, Collection<String> ids) {
            return readJobs(page, ids, having);
        }

        @Override
        public Marks note(Marks marks) {
            having.addAll(provisioned(marks));
            return having.isEmpty() ? marks : marks.with(PROVISIONED, String.join(",", having));
        }

        @Override
        public void removed(PageBuilder page, String id, boolean forGood) {
            page.add(removal(id));
        }
    }
}
