package dev.lanyard.entra.sync.changes;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamCheckpoint;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Learns from the directory's audit log which applications have to be read anew because someone was assigned to them,
 * or made their owner, or is no longer. Graph has no delta query for these links.
 *
 * <p>Entries come late, by minutes as a rule; how late at most is not documented. So each read looks back an hour
 * further than the one before began. Reading something anew without need does no harm.
 */
public final class AuditTrail {

    /** The mark that says from when on the log has to be read. */
    public static final String FROM = "audited-from";

    private static final Duration LATENESS = Duration.ofHours(1);

    /** Beyond this, reading all applications costs no more; the log may be read five times in ten seconds only. */
    private static final int MOST_PAGES = 10;

    private static final PageReader OWNED = new PageReader(
            "owned objects",
            PropertyTable.builder().add(ValueReaders.TEXT, "id").build(),
            Set.of());

    private static final PageReader ASSIGNMENTS = new PageReader(
            "app role assignments",
            PropertyTable.builder().add(ValueReaders.TEXT, "resourceId").build(),
            Set.of());

    /** What can be assigned to an application, in the log's words. */
    private static final Set<String> PRINCIPALS = Set.of("user", "group", "serviceprincipal");

    private final StreamContext context;
    private final GraphDoor door;

    /**
     * Makes a reader of the log.
     *
     * @param context the way to Graph, and the clock
     */
    public AuditTrail(StreamContext context) {
        this.context = context;
        this.door = context.door();
    }

    /**
     * Finds out whether the log can be read.
     *
     * @param page gains the cost, and a notice if it cannot
     * @param stream the id of the stream that wants it
     * @return from when on to read it later, or empty if it cannot be read
     */
    public Optional<String> start(PageBuilder page, String stream) {
        String from = now();
        try {
            page.spent(door.read(request(from, 1)).cost());
            return Optional.of(from);
        } catch (ConnectorException e) {
            if (e.kind() != ErrorKind.PERMISSION && e.kind() != ErrorKind.UNSUPPORTED) {
                throw e;
            }
            page.notice(new Notice(
                    "no-audit-log",
                    "the audit log could not be read (" + e.getMessage() + "), so that every sync reads all of "
                            + stream,
                    e.remedy()));
            return Optional.empty();
        }
    }

    /**
     * Asks for as little as shows that the log can be read.
     *
     * @return a GET
     */
    public RequestInformation probe() {
        return request(now(), 1);
    }

    /**
     * Tells from when on a later read has to look.
     *
     * @return a point in time, ISO-8601
     */
    public String now() {
        return context.clock()
                .instant()
                .minus(LATENESS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /**
     * Reads the log.
     *
     * @param page gains the cost
     * @param from as {@link #start} or {@link #now} answered
     * @return the ids of service principals that have to be read anew
     * @throws ConnectorException of kind {@code CHECKPOINT_EXPIRED} if so much has happened that reading everything
     *     costs no more
     */
    public Set<String> changedApplications(PageBuilder page, String from) {
        Found found = new Found();
        Optional<String> next = read(page, door.read(request(from, 999)), found);
        for (int pages = 1; next.isPresent(); pages++) {
            if (pages == MOST_PAGES) {
                throw StreamCheckpoint.expired("is so old that reading everything costs less than reading the changes");
            }
            next = read(page, door.follow(next.get(), Map.of()), found);
        }
        found.applications.addAll(heldBy(page, found.restored));
        return found.applications;
    }

    private static Optional<String> read(PageBuilder page, RawPage raw, Found found) {
        page.spent(raw.cost());
        return AuditEntry.READER.read(raw.body(), found).nextLink();
    }

    /**
     * Reads to what someone is assigned who was restored: it came back without a word.
     *
     * @param page gains the cost
     * @param restored ids of users, groups and service principals, with the log's words for their types
     * @return the ids of the service principals to which they are assigned
     */
    public Set<String> heldBy(PageBuilder page, Map<String, String> restored) {
        List<RequestInformation> requests = new ArrayList<>();
        restored.forEach((id, type) -> requests.add(assignmentsOf(id, type)));
        Set<String> applications = new LinkedHashSet<>();
        for (BatchReply reply : door.batch(requests)) {
            page.spent(reply.cost());
            if (reply.status() == 404) {
                continue;
            }
            Resources resources = new Resources(applications);
            Optional<String> next =
                    ASSIGNMENTS.read(reply.bodyOrThrow(), resources).nextLink();
            while (next.isPresent()) {
                RawPage raw = door.follow(next.get(), Map.of());
                page.spent(raw.cost());
                next = ASSIGNMENTS.read(raw.body(), resources).nextLink();
            }
        }
        return applications;
    }

    /**
     * Reads which service principals someone owns who was restored.
     *
     * @param page gains the cost
     * @param restored ids of users and service principals, with the log's words for their types; groups own nothing
     * @return the ids of the service principals; none of someone whose possessions may not be read
     */
    public Set<String> ownedBy(PageBuilder page, Map<String, String> restored) {
        List<RequestInformation> requests = new ArrayList<>();
        restored.forEach((id, type) -> {
            if (!type.equals("group")) {
                String collection = type.equals("user") ? "users" : "servicePrincipals";
                requests.add(door.requests()
                        .get(GraphPath.of("/" + collection + "/{}/ownedObjects?$select=id&$top=999", id)));
            }
        });
        Set<String> owned = new LinkedHashSet<>();
        for (BatchReply reply : door.batch(requests)) {
            page.spent(reply.cost());
            boolean forbidden = reply.failure()
                    .filter(failure -> failure.kind() == ErrorKind.PERMISSION)
                    .isPresent();
            if (!forbidden && reply.status() != 404) {
                Optional<String> next =
                        OWNED.read(reply.bodyOrThrow(), new Owned(owned)).nextLink();
                while (next.isPresent()) {
                    RawPage raw = door.follow(next.get(), Map.of());
                    page.spent(raw.cost());
                    next = OWNED.read(raw.body(), new Owned(owned)).nextLink();
                }
            }
        }
        return owned;
    }

    private RequestInformation assignmentsOf(String id, String type) {
        GraphRequests requests = door.requests();
        return switch (type) {
            case "user" -> requests.users().byUserId(id).appRoleAssignments().toGetRequestInformation();
            case "group" -> requests.groups().byGroupId(id).appRoleAssignments().toGetRequestInformation();
            default ->
                requests.servicePrincipals()
                        .byServicePrincipalId(id)
                        .appRoleAssignments()
                        .toGetRequestInformation();
        };
    }

    private RequestInformation request(String from, int pageSize) {
        RequestInformation request = door.requests().directoryAudits().toGetRequestInformation(wanted -> {
            wanted.queryParameters.filter = "activityDateTime ge " + from;
            wanted.queryParameters.top = pageSize;
        });
        request.headers.add("Cache-Control", "no-cache");
        return request;
    }

    /** Gathers what entries are about. */
    private static final class Found implements RowVisitor {
        private final Set<String> applications = new LinkedHashSet<>();
        private final Map<String, String> restored = new LinkedHashMap<>();

        @Override
        public void row(Row row) {
            AuditEntry.of(row).ifPresent(this::take);
        }

        private void take(AuditEntry entry) {
            String activity = entry.words();
            boolean link = activity.contains("app role assignment")
                    || (activity.contains("owner") && activity.contains("service principal"));
            for (AuditEntry.Target target : entry.targets()) {
                if (link && target.type().equals("serviceprincipal")) {
                    applications.add(target.id());
                } else if (activity.startsWith("restore") && PRINCIPALS.contains(target.type())) {
                    restored.put(target.id(), target.type());
                }
            }
        }

        @Override
        public void notAnObject() {
            // An entry that says nothing.
        }
    }

    /** Gathers the service principals among owned objects. */
    private record Owned(Set<String> principals) implements RowVisitor {
        @Override
        public void row(Row row) {
            if (EntraTypes.ofGraphType(row.type()).equals(EntraTypes.SERVICE_PRINCIPAL)
                    && !row.text("id").isBlank()) {
                principals.add(row.text("id"));
            }
        }

        @Override
        public void notAnObject() {
            // Is nothing that can be owned.
        }
    }

    /** Gathers the applications of assignments. */
    private record Resources(Set<String> applications) implements RowVisitor {
        @Override
        public void row(Row row) {
            if (!row.text("resourceId").isBlank()) {
                applications.add(row.text("resourceId"));
            }
        }

        @Override
        public void notAnObject() {
            // An entry that says nothing.
        }
    }
}
