package dev.lanyard.entra.sync.applications;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private final ListWalk walk;
    private final CredentialRenewals renewals;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public CredentialsStream(StreamContext context) {
        PrincipalQueries queries = new PrincipalQueries(context.door());
        RegistrationsStep registrations = new RegistrationsStep(context.door(), context.clock());
        PrincipalCredentials principals = new PrincipalCredentials(context, queries);
        this.walk = new ListWalk(context.door(), registrations, principals);
        this.renewals = new CredentialRenewals(context.door(), queries, registrations, principals);
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
                Renewal.Part.REGISTRATION, renewals::registrations,
                Renewal.Part.SERVICE_PRINCIPAL, renewals::principals);
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

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        return walk.read(
                definition,
                cursor,
                page -> Marks.NONE,
                reading -> reading.page().last());
    }
}
