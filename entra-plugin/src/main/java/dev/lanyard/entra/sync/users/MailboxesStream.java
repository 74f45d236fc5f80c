package dev.lanyard.entra.sync.users;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.check.Probing;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.FirstId;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.Marks;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What mailboxes are for: a person, something shared, a room, equipment. Graph tells it for one user at a time, so that
 * every user with an address costs a call, twenty of them in a request; and it tells nothing of it by delta query. So
 * it is switched on by a setting, and read whole by every sync that wants it.
 */
public final class MailboxesStream implements GraphStream {

    private static final Permission READ =
            new Permission(GraphPermissions.MAILBOX_SETTINGS, "to read what mailboxes are for", true);
    private static final Permission LIST = new Permission(GraphPermissions.USERS, "to read users", true);

    /** What this stream says of itself. */
    public static final StreamDescriptor DESCRIPTOR = new StreamDescriptor(
            "mailboxes",
            "Mailboxes",
            "What each user's mailbox is for: a person, shared, a room or equipment; switched on by a setting.",
            Set.of(EntraTypes.MAILBOX),
            false,
            List.of(READ, LIST));

    private static final String PURPOSE = "userPurpose";
    private static final int MAILBOXES_AT_ONCE = 100;

    private static final PageReader USERS = new PageReader(
            "users", PropertyTable.builder().add(TEXT, "id", "mail", "userType").build(), Set.of());
    private static final PageReader SETTINGS = new PageReader(
            "mailbox settings", PropertyTable.builder().add(TEXT, PURPOSE).build(), Set.of());

    private final StreamContext context;
    private final ListWalk walk;

    /**
     * Makes the stream.
     *
     * @param context what it works with
     */
    public MailboxesStream(StreamContext context) {
        this.context = context;
        this.walk = new ListWalk(context.door(), new Users());
    }

    @Override
    public StreamDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> switchedOffBy() {
        return context.reading().mailboxPurpose() ? Optional.empty() : Optional.of(EntraSchema.MAILBOX_PURPOSE);
    }

    @Override
    public void probe(Probing probing) {
        probing.ask(
                LIST,
                request(probing.requests(), 1),
                page -> FirstId.of(page).ifPresent(user -> probing.askOfOne(READ, settings(user))));
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
            request.queryParameters.top = pageSize;
            request.queryParameters.select = new String[] {"id", "mail", "userType"};
        });
    }

    private RequestInformation settings(String id) {
        return context.door()
                .requests()
                .users()
                .byUserId(id)
                .mailboxSettings()
                .toGetRequestInformation(request -> request.queryParameters.select = new String[] {PURPOSE});
    }

    private final class Users implements ListWalk.Step {
        @Override
        public String way() {
            return "mailbox-users";
        }

        @Override
        public RequestInformation first(int pageSize) {
            return request(context.door().requests(), pageSize);
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            return USERS.read(body, new RowVisitor() {
                @Override
                public void row(Row row) {
                    if (row.text("id").isBlank()) {
                        reading.page().skipRow(EntraTypes.MAILBOX, "a user without id");
                        return;
                    }
                    reading.page().skipProblems(EntraTypes.MAILBOX + "/" + row.text("id"), row);
                    boolean guest = row.text("userType").equals("Guest");
                    // Without an address there is no mailbox, and a guest's is elsewhere.
                    if (!row.text("mail").isBlank() && !guest) {
                        reading.pending().add(row.text("id"));
                    }
                }

                @Override
                public void notAnObject() {
                    reading.page().skipRow(EntraTypes.MAILBOX, "an entry of the page that is not an object");
                }
            });
        }

        @Override
        public void readPending(ListWalk.Reading reading) {
            List<String> now = reading.takePending(MAILBOXES_AT_ONCE);
            List<BatchReply> replies = context.door()
                    .batch(now.stream().map(MailboxesStream.this::settings).toList());
            for (int index = 0; index < now.size(); index++) {
                add(reading.page(), now.get(index), replies.get(index));
            }
        }

        private void add(PageBuilder page, String user, BatchReply reply) {
            page.spent(reply.cost());
            Optional<ConnectorException> refusal =
                    reply.failure().filter(failure -> failure.kind() == ErrorKind.PERMISSION);
            if (refusal.isPresent()) {
                page.skip(EntraTypes.MAILBOX + "/" + user, "not-permitted", "what it is for may not be read");
                page.notice(new Notice(
                        "without-mailboxes",
                        "what mailboxes are for could not be read: "
                                + refusal.get().getMessage(),
                        refusal.get().remedy()));
            } else if (reply.status() != 404) {
                SETTINGS.readOne(reply.bodyOrThrow(), new Purposes(page, user));
            }
        }
    }

    private record Purposes(PageBuilder page, String user) implements RowVisitor {
        @Override
        public void row(Row row) {
            ResourceId key = new ResourceId(EntraTypes.MAILBOX, user);
            page.skipProblems(key.text(), row);
            page.add(new Resource(
                    key,
                    "Mailbox",
                    Status.ENABLED,
                    Set.of(),
                    Optional.of(new ResourceId(EntraTypes.USER, user)),
                    row.attributes(Set.of()).build()));
        }

        @Override
        public void notAnObject() {
            page.skipRow(EntraTypes.MAILBOX, "settings that are not an object");
        }
    }
}
