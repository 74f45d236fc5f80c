package dev.lanyard.entra.sync.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the credentials of objects anew of which something else has told. What has gone with its owner is taken back by
 * what Graph tells of the deleted owner. Safe for use by many threads.
 */
final class CredentialRenewals {

    private static final String[] SECRETS = {"id", Credentials.KEYS, Credentials.PASSWORDS};

    private final GraphDoor door;
    private final PrincipalQueries queries;
    private final RegistrationsStep registrations;
    private final PrincipalCredentials principals;
    private final ObjectRereads rereads;

    CredentialRenewals(
            GraphDoor door,
            PrincipalQueries queries,
            RegistrationsStep registrations,
            PrincipalCredentials principals) {
        this.door = door;
        this.queries = queries;
        this.registrations = registrations;
        this.principals = principals;
        this.rereads = new ObjectRereads(door);
    }

    void registrations(PageBuilder page, Collection<String> ids) {
        List<String> missing =
                rereads.list(page, ids, registrations::some, RegistrationsStep.READER, registrations.rows(page));
        missing.forEach(id -> page.add(new Removal(new ResourceId(EntraTypes.APPLICATION, id))));
        takeBackDeleted(
                page,
                missing,
                id -> door.requests()
                        .deletedItems()
                        .byDirectoryObjectId(id)
                        .graphApplication()
                        .toGetRequestInformation(request -> request.queryParameters.select = SECRETS));
    }

    void principals(PageBuilder page, Collection<String> ids) {
        List<String> federated = new ArrayList<>();
        List<String> missing = rereads.list(
                page, ids, queries::some, PrincipalQueries.READER, new PrincipalsStep.Principals(page, row -> {
                    if (principals.isLeftOut(row)) {
                        Credentials.takeBack(page, row.text(PrincipalQueries.ID), row);
                    } else {
                        principals.addPrincipal(page, row, federated);
                    }
                }));
        if (!federated.isEmpty()) {
            principals.addFederated(page, federated);
        }
        takeBackDeleted(
                page,
                missing,
                id -> door.requests()
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
}
