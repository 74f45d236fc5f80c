package dev.lanyard.entra.sync.users;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When users have last tried to sign in, and last did. A stream of its own: Graph allows ten of its requests a minute
 * and 500 users in each, refuses the whole request to a tenant without P1, and tells nothing of it by delta query. So
 * it keeps nothing else waiting, and is read whole by every sync that wants it. Up to a day old as Graph tells it.
 */
public final class SignInActivityStream implements GraphStream {

    private static final Permission READ = new Permission(GraphPermissions.AUDIT_LOG, "to read sign-in activity", true);

    private static final Permission USERS = new Permission(GraphPermissions.USERS, "to read users", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "sign-in-activity",
            "Sign-in activity",
            "When each user last tried to sign in and last did; switched on by a setting.",
            Set.of(EntraTypes.SIGN_IN_ACTIVITY),
            false,
            List.of(READ, USERS));

    private static final int LARGEST_PAGE = 500;
    private static final String ACTIVITY = "signInActivity";

    private static final PageReader READER = new PageReader(
            "users",
            PropertyTable.builder()
                    .add(TEXT, "id", "userType")
                    .add(
                            structureOf(PropertyTable.builder()
                                    .add(
                                            TIME,
                                            "lastSignInDateTime",
                                            "lastNonInteractiveSignInDateTime",
                                            "lastSuccessfulSignInDateTime")
                                    .build()),
                            ACTIVITY)
                    .build(),
            Set.of());

    private final StreamContext context;
    private final ListWalk walk;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public SignInActivityStream(StreamContext context) {
        this.context = context;
        this.walk = new ListWalk(context.door(), new Activities());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> switchedOffBy() {
        return context.reading().signInActivity() ? Optional.empty() : Optional.of(EntraSchema.SIGN_IN_ACTIVITY);
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(READ, USERS, request(probing.requests(), 1));
    }

    @Override
    public SyncPage read(String shard, PartitionDefinition definition, Cursor cursor) {
        return walk.read(
                definition,
                cursor,
                page -> Marks.NONE,
                reading -> reading.page().last());
    }

    private static RequestInformation request(GraphRequests requests, int pageSize) {
        return requests.users().toGetRequestInformation(request -> {
            request.queryParameters.top = Math.min(LARGEST_PAGE, pageSize);
            request.queryParameters.select = new String[] {"id", "userType", ACTIVITY};
        });
    }

    private final class Activities implements ListWalk.Step {
        @Override
        public String way() {
            return "sign-in-activity";
        }

        @Override
        public RequestInformation first(int pageSize) {
            return request(context.door().requests(), pageSize);
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            return READER.read(body, new RowVisitor() {
                @Override
                public void row(Row row) {
                    add(reading.page(), row);
                }

                @Override
                public void notAnObject() {
                    reading.page().skipRow(EntraTypes.SIGN_IN_ACTIVITY, "an entry of the page that is not an object");
                }
            });
        }

        /** Who never signed in has no activity, and is left out. */
        private void add(PageBuilder page, Row row) {
            String id = row.text("id");
            if (id.isBlank()) {
                page.skipRow(EntraTypes.SIGN_IN_ACTIVITY, "a user without id");
                return;
            }
            ResourceId key = new ResourceId(EntraTypes.SIGN_IN_ACTIVITY, id);
            page.skipProblems(key.text(), row);
            Optional<Attributes> activity = row.structure(ACTIVITY);
            if (activity.isEmpty()) {
                return;
            }
            if (!context.reading().guests() && row.text("userType").equals("Guest")) {
                page.skip(key.text(), "guest", "the settings leave out guests");
                return;
            }
            page.add(new Resource(
                    key,
                    "Sign-in activity",
                    Status.ENABLED,
                    Set.of(),
                    Optional.of(new ResourceId(EntraTypes.USER, id)),
                    activity.get()));
        }
    }
}
