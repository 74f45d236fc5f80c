package dev.lanyard.entra.sync.applications;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import com.microsoft.graph.applications.ApplicationsRequestBuilder;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.changes.ObjectRereads;
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
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Every secret, certificate and federated credential of app registrations and service principals, with its start, its
 * end and whether it has expired.
 *
 * <p>Read whole by every sync: two walks of a page for each thousand objects, one of which is the walk that the other
 * streams over service principals have paid for. Whether a credential has expired changes with time alone, which no
 * delta query tells.
 */
public final class CredentialsStream implements GraphStream {

    private static final Permission READ = new Permission(
            GraphPermissions.FEDERATED_CREDENTIALS,
            "to read app registrations and the credentials of applications",
            true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "credentials",
            "Credentials",
            "Every app registration, and the secrets, certificates and federated credentials of app registrations and"
                    + " service principals with start, end and whether they have expired.",
            Set.of(EntraTypes.APPLICATION, EntraTypes.CREDENTIAL),
            false,
            List.of(READ));

    private static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, "id", "displayName", "appId", "signInAudience", "publisherDomain", "description")
            .add(TIME, "createdDateTime")
            .add(listOf(structureOf(Credentials.KEY)), Credentials.KEYS)
            .add(listOf(structureOf(Credentials.PASSWORD)), Credentials.PASSWORDS)
            .add(listOf(structureOf(Credentials.FEDERATION)), Credentials.FEDERATED)
            .build();

    private static final Set<String> NOT_ATTRIBUTES =
            Set.of("id", "displayName", Credentials.KEYS, Credentials.PASSWORDS, Credentials.FEDERATED);

    private static final PageReader READER = new PageReader("app registrations", TABLE, Set.of());
    private static final PageReader FEDERATIONS = new PageReader(
            "federated credentials",
            PropertyTable.builder()
                    .add(TEXT, PrincipalQueries.ID)
                    .add(listOf(structureOf(Credentials.FEDERATION)), Credentials.FEDERATED)
                    .build(),
            Set.of());
    private static final String[] SECRETS = {"id", Credentials.KEYS, Credentials.PASSWORDS};
    private static final int IDENTITIES_AT_ONCE = 300;

    private final StreamContext context;
    private final PrincipalQueries queries;
    private final ObjectRereads rereads;
    private final ListWalk walk;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public CredentialsStream(StreamContext context) {
        this.context = context;
        this.queries = new PrincipalQueries(context.door());
        this.rereads = new ObjectRereads(context.door());
        this.walk = new ListWalk(context.door(), new Registrations(), new FederatedPrincipals());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(READ, probing.requests().applications().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.select = new String[] {"id"};
            request.queryParameters.expand = new String[] {Credentials.FEDERATED};
        }));
    }

    @Override
    public Map<Renewal.Part, Renewal> renewals() {
        return Map.of(
                Renewal.Part.REGISTRATION, this::renewRegistrations,
                Renewal.Part.SERVICE_PRINCIPAL, this::renewPrincipals);
    }

    /**
     * The id of a credential.
     *
     * @param owner the id of its app registration or service principal
     * @param key Graph's id of it, unique on its owner
     * @return the resource's id
     */
    public static ResourceId credential(String owner, String key) {
        return new ResourceId(EntraTypes.CREDENTIAL, owner + "." + key);
    }

    private void renewRegistrations(PageBuilder page, Collection<String> ids) {
        List<String> missing = rereads.list(
                page,
                ids,
                filter -> registrations(request -> request.filter = filter),
                READER,
                new Registrations().rows(page));
        missing.forEach(id -> page.add(new Removal(new ResourceId(EntraTypes.APPLICATION, id))));
        takeBackDeleted(
                page,
                missing,
                id -> context.door()
                        .requests()
                        .deletedItems()
                        .byDirectoryObjectId(id)
                        .graphApplication()
                        .toGetRequestInformation(request -> request.queryParameters.select = SECRETS));
    }

    private void renewPrincipals(PageBuilder page, Collection<String> ids) {
        List<String> federated = new ArrayList<>();
        List<String> missing = rereads.list(
                page, ids, queries::some, PrincipalQueries.READER, new PrincipalsStep.Principals(page, row -> {
                    if (isLeftOut(row)) {
                        Credentials.takeBack(page, row.text(PrincipalQueries.ID), row);
                    } else {
                        addPrincipal(page, row, federated);
                    }
                }));
        if (!federated.isEmpty()) {
            addFederated(page, federated);
        }
        takeBackDeleted(
                page,
                missing,
                id -> context.door()
                        .requests()
                        .deletedItems()
                        .byDirectoryObjectId(id)
                        .graphServicePrincipal()
                        .toGetRequestInformation(request -> request.queryParameters.select = SECRETS));
    }

    /** What has gone with its owner: as long as that can be restored, Graph tells what it had. */
    private void takeBackDeleted(PageBuilder page, List<String> owners, Function<String, RequestInformation> deleted) {
        rereads.read(
                page,
                owners,
                id -> GraphRequests.withFullCast(deleted.apply(id)),
                (id, object) -> PrincipalQueries.READER.readOne(
                        object, new PrincipalsStep.Principals(page, row -> Credentials.takeBack(page, id, row))));
    }

    private interface Query {
        void set(ApplicationsRequestBuilder.GetQueryParameters parameters);
    }

    private RequestInformation registrations(Query query) {
        return context.door().requests().applications().toGetRequestInformation(request -> {
            query.set(request.queryParameters);
            request.queryParameters.select = TABLE.names().stream()
                    .filter(name -> !name.equals(Credentials.FEDERATED))
                    .toArray(String[]::new);
            request.queryParameters.expand = new String[] {Credentials.FEDERATED};
        });
    }

    /** An application that the settings leave out takes its credentials with it: they are nothing without it. */
    private boolean isLeftOut(Row row) {
        return !context.reading().unassignedApplications()
                && !row.text(PrincipalQueries.TYPE).equals(PrincipalQueries.MANAGED_IDENTITY)
                && row.structures(PrincipalQueries.ASSIGNED_TO).isEmpty();
    }

    private void addPrincipal(PageBuilder page, Row row, List<String> federated) {
        ResourceId key = new ResourceId(EntraTypes.SERVICE_PRINCIPAL, row.text(PrincipalQueries.ID));
        credentials(page).add(key, row);
        page.skipProblems(key.text(), row, Credentials.OF_PRINCIPALS::contains);
        if (row.texts(PrincipalQueries.ALTERNATIVE_NAMES).stream().anyMatch("isExplicit=True"::equalsIgnoreCase)) {
            federated.add(key.id());
        }
    }

    /** One that is gone meanwhile has no credentials. */
    private void addFederated(PageBuilder page, List<String> identities) {
        rereads.list(
                page,
                identities,
                queries::federatedCredentialsOfSome,
                FEDERATIONS,
                new PrincipalsStep.Principals(page, row -> addFederated(page, row)));
    }

    private void addFederated(PageBuilder page, Row row) {
        ResourceId owner = new ResourceId(EntraTypes.SERVICE_PRINCIPAL, row.text(PrincipalQueries.ID));
        row.structures(Credentials.FEDERATED).forEach(each -> credentials(page).addFederated(owner, each));
        page.skipProblems(owner.text(), row);
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        return walk.read(
                definition,
                cursor,
                page -> Marks.NONE,
                reading -> reading.page().last());
    }

    private Credentials credentials(PageBuilder page) {
        return new Credentials(page, context.clock().instant());
    }

    /** App registrations; Graph allows each at most twenty federated credentials, so that none is left unexpanded. */
    private final class Registrations implements ListWalk.Step {
        @Override
        public String way() {
            return "app-registrations";
        }

        @Override
        public RequestInformation first(int pageSize) {
            return registrations(request -> request.top = pageSize);
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            return READER.read(body, rows(reading.page()));
        }

        RowVisitor rows(PageBuilder page) {
            return new RowVisitor() {
                @Override
                public void row(Row row) {
                    add(page, row);
                }

                @Override
                public void notAnObject() {
                    page.skipRow(EntraTypes.APPLICATION, "an entry of the page that is not an object");
                }
            };
        }

        private void add(PageBuilder page, Row row) {
            String id = row.text("id");
            if (id.isBlank()) {
                page.skipRow(EntraTypes.APPLICATION, "an app registration without id");
                return;
            }
            ResourceId key = new ResourceId(EntraTypes.APPLICATION, id);
            String name = row.text("displayName");
            page.add(new Resource(
                    key,
                    name.isBlank() ? id : name,
                    Status.ENABLED,
                    Set.of(),
                    Optional.empty(),
                    row.attributes(NOT_ATTRIBUTES).build()));
            credentials(page).add(key, row);
            row.structures(Credentials.FEDERATED)
                    .forEach(each -> credentials(page).addFederated(key, each));
            page.skipProblems(key.text(), row);
        }
    }

    /** Service principals; of these, only user-assigned managed identities can have federated credentials. */
    private final class FederatedPrincipals extends PrincipalsStep {
        FederatedPrincipals() {
            super("service-principals", queries);
        }

        @Override
        void visit(ListWalk.Reading reading, Row row) {
            if (isLeftOut(row)) {
                leaveOut(
                        reading.page(),
                        new ResourceId(EntraTypes.SERVICE_PRINCIPAL, row.text(PrincipalQueries.ID)),
                        row);
            } else {
                addPrincipal(reading.page(), row, reading.pending());
            }
        }

        private void leaveOut(PageBuilder page, ResourceId application, Row row) {
            int secrets = row.structures(Credentials.KEYS).size()
                    + row.structures(Credentials.PASSWORDS).size();
            for (int number = 0; number < secrets; number++) {
                page.skip(
                        application.text(), "unassigned", "a credential of an application that the settings leave out");
            }
        }

        @Override
        public void readPending(ListWalk.Reading reading) {
            List<String> now = reading.takePending(IDENTITIES_AT_ONCE);
            addFederated(reading.page(), now);
        }
    }
}
