package dev.lanyard.entra.sync.applications;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.GraphPermissions;
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
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every managed identity, with the Azure resource that it belongs to. The app roles and directory roles that it holds
 * come with the streams of applications and roles.
 *
 * <p>As current as Graph's delta query for service principals.
 */
public final class ManagedIdentitiesStream implements GraphStream {

    private static final Permission READ =
            new Permission(GraphPermissions.APPLICATIONS, "to read managed identities", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "managed-identities",
            "Managed identities",
            "Every system-assigned and user-assigned managed identity with its Azure resource.",
            Set.of(EntraTypes.SERVICE_PRINCIPAL),
            true,
            List.of(READ));

    private static final Set<String> ATTRIBUTES = Set.of("appId", "servicePrincipalNames", PrincipalQueries.TAGS);
    private static final Pattern PROVIDER = Pattern.compile("(?i).*/providers/([^/]+/[^/]+)/[^/]+");

    private final StreamContext context;
    private final PrincipalQueries queries;
    private final ListWalk walk;
    private final ChangeWalk changes;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public ManagedIdentitiesStream(StreamContext context) {
        this.context = context;
        this.queries = new PrincipalQueries(context.door());
        this.walk = new ListWalk(context.door(), new PrincipalsStep("managed-identities", queries) {
            @Override
            void visit(ListWalk.Reading reading, Row row) {
                add(reading.page(), row);
            }
        });
        this.changes = new ChangeWalk(context.door(), ChangeWalk.IDS, new Changed());
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
        return Map.of(Renewal.Part.SERVICE_PRINCIPAL, (page, ids) -> {
            Changed changed = new Changed();
            changed.reread(page, ids).forEach(id -> changed.removed(page, id, false));
        });
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        if (definition.since().isPresent()) {
            return changes.read(definition, cursor, this::last);
        }
        return walk.read(definition, cursor, this::start, reading -> last(reading.page(), reading.marks()));
    }

    private Marks start(PageBuilder page) {
        return context.deltaStarts().latest(page, queries.delta(), DeltaStarts.About.PRINCIPALS);
    }

    private SyncPage last(PageBuilder page, Marks marks) {
        return context.last(page, DESCRIPTOR.id(), "", marks);
    }

    private static void add(PageBuilder page, Row row) {
        if (!row.text(PrincipalQueries.TYPE).equals(PrincipalQueries.MANAGED_IDENTITY)) {
            return;
        }
        String id = row.text(PrincipalQueries.ID);
        String name = row.text(PrincipalQueries.DISPLAY_NAME);
        ResourceId key = new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id);
        page.skipProblems(key.text(), row, property -> !Credentials.OF_PRINCIPALS.contains(property));
        page.add(new Resource(
                key,
                name.isBlank() ? id : name,
                row.flag(PrincipalQueries.ACCOUNT_ENABLED, true) ? Status.ENABLED : Status.DISABLED,
                Set.of(Trait.WORKLOAD_IDENTITY),
                Optional.empty(),
                attributes(row)));
    }

    /** Graph tells the Azure resource and the kind of identity as alternative names. */
    private static Attributes attributes(Row row) {
        Attributes all = row.attributes(Set.of()).build();
        Attributes.Builder attributes = Attributes.builder();
        for (String name : all.names()) {
            if (ATTRIBUTES.contains(name)) {
                attributes.put(name, all.get(name).orElseThrow());
            }
        }
        for (String name : row.texts(PrincipalQueries.ALTERNATIVE_NAMES)) {
            if (name.toLowerCase(Locale.ROOT).startsWith("isexplicit=")) {
                boolean explicit = name.toLowerCase(Locale.ROOT).endsWith("true");
                attributes.put("managedIdentityKind", explicit ? "user-assigned" : "system-assigned");
            } else if (name.startsWith("/")) {
                attributes.put("azureResourceId", name);
                Matcher provider = PROVIDER.matcher(name);
                if (provider.matches()) {
                    attributes.put("azureResourceType", provider.group(1));
                }
            }
        }
        return attributes.build();
    }

    private final class Changed implements ChangeWalk.Changes {
        private final ObjectRereads rereads = new ObjectRereads(context.door());

        @Override
        public List<String> reread(PageBuilder page, Collection<String> ids) {
            return rereads.list(
                    page,
                    ids,
                    queries::some,
                    PrincipalQueries.READER,
                    new PrincipalsStep.Principals(page, row -> add(page, row)));
        }

        @Override
        public void removed(PageBuilder page, String id, boolean forGood) {
            page.add(new Removal(new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id)));
        }
    }
}
