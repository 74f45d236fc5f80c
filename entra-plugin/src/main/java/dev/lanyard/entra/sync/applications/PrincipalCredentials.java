package dev.lanyard.entra.sync.applications;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * The walk over all service principals for their credentials; only user-assigned managed identities have federated
 * ones.
 */
final class PrincipalCredentials extends PrincipalsStep {

    private static final PageReader FEDERATIONS = new PageReader(
            "federated credentials",
            PropertyTable.builder()
                    .add(TEXT, PrincipalQueries.ID)
                    .add(listOf(structureOf(Credentials.FEDERATION)), Credentials.FEDERATED)
                    .build(),
            Set.of());

    private static final int IDENTITIES_AT_ONCE = 300;

    private final StreamContext context;
    private final PrincipalQueries queries;
    private final ObjectRereads rereads;

    PrincipalCredentials(StreamContext context, PrincipalQueries queries) {
        super("service-principals", queries);
        this.context = context;
        this.queries = queries;
        this.rereads = new ObjectRereads(context.door());
    }

    @Override
    void visit(ListWalk.Reading reading, Row row) {
        if (isLeftOut(row)) {
            leaveOut(reading.page(), new ResourceId(EntraTypes.SERVICE_PRINCIPAL, row.text(PrincipalQueries.ID)), row);
        } else {
            addPrincipal(reading.page(), row, reading.pending());
        }
    }

    private void leaveOut(PageBuilder page, ResourceId application, Row row) {
        int secrets = row.structures(Credentials.KEYS).size()
                + row.structures(Credentials.PASSWORDS).size();
        for (int number = 0; number < secrets; number++) {
            page.skip(application.text(), "unassigned", "a credential of an application that the settings leave out");
        }
    }

    @Override
    public void readPending(ListWalk.Reading reading) {
        addFederated(reading.page(), reading.takePending(IDENTITIES_AT_ONCE));
    }

    /** An application that the settings leave out takes its credentials with it: they are nothing without it. */
    boolean isLeftOut(Row row) {
        return !context.reading().unassignedApplications()
                && !row.text(PrincipalQueries.TYPE).equals(PrincipalQueries.MANAGED_IDENTITY)
                && row.structures(PrincipalQueries.ASSIGNED_TO).isEmpty();
    }

    /**
     * Adds the secrets and certificates of a service principal.
     *
     * @param federated gains its id if it can have federated credentials
     */
    void addPrincipal(PageBuilder page, Row row, List<String> federated) {
        ResourceId key = new ResourceId(EntraTypes.SERVICE_PRINCIPAL, row.text(PrincipalQueries.ID));
        credentials(page).add(key, row);
        page.skipProblems(key.text(), row, Credentials.OF_PRINCIPALS::contains);
        if (row.texts(PrincipalQueries.ALTERNATIVE_NAMES).stream().anyMatch("isExplicit=True"::equalsIgnoreCase)) {
            federated.add(key.id());
        }
    }

    /** Adds the federated credentials of some identities; one that is gone meanwhile has none. */
    void addFederated(PageBuilder page, List<String> identities) {
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

    private Credentials credentials(PageBuilder page) {
        return new Credentials(page, context.clock().instant());
    }
}
