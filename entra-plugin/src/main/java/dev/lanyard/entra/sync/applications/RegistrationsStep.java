package dev.lanyard.entra.sync.applications;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import com.microsoft.graph.applications.ApplicationsRequestBuilder;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * The walk over all app registrations with their credentials. Graph allows each at most twenty federated credentials,
 * so that none is left unexpanded.
 */
final class RegistrationsStep implements ListWalk.Step {

    private static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, "id", "displayName", "appId", "signInAudience", "publisherDomain", "description")
            .add(TIME, "createdDateTime")
            .add(listOf(structureOf(Credentials.KEY)), Credentials.KEYS)
            .add(listOf(structureOf(Credentials.PASSWORD)), Credentials.PASSWORDS)
            .add(listOf(structureOf(Credentials.FEDERATION)), Credentials.FEDERATED)
            .build();

    static final PageReader READER = new PageReader("app registrations", TABLE, Set.of());

    private static final Set<String> NOT_ATTRIBUTES =
            Set.of("id", "displayName", Credentials.KEYS, Credentials.PASSWORDS, Credentials.FEDERATED);

    private final GraphDoor door;
    private final Clock clock;

    RegistrationsStep(GraphDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    @Override
    public String way() {
        return "app-registrations";
    }

    @Override
    public RequestInformation first(int pageSize) {
        return registrations(request -> request.top = pageSize);
    }

    /** Some app registrations, in the same way. */
    RequestInformation some(String filter) {
        return registrations(request -> request.filter = filter);
    }

    @Override
    public PageEnd read(ListWalk.Reading reading, byte[] body) {
        return READER.read(body, rows(reading.page()));
    }

    private interface Query {
        void set(ApplicationsRequestBuilder.GetQueryParameters parameters);
    }

    private RequestInformation registrations(Query query) {
        return door.requests().applications().toGetRequestInformation(request -> {
            query.set(request.queryParameters);
            request.queryParameters.select = TABLE.names().stream()
                    .filter(name -> !name.equals(Credentials.FEDERATED))
                    .toArray(String[]::new);
            request.queryParameters.expand = new String[] {Credentials.FEDERATED};
        });
    }

    /** Makes records of each app registration. */
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
        Credentials credentials = new Credentials(page, clock.instant());
        credentials.add(key, row);
        row.structures(Credentials.FEDERATED).forEach(each -> credentials.addFederated(key, each));
        page.skipProblems(key.text(), row);
    }
}
