package dev.lanyard.entra.sync.changes;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.StreamCheckpoint;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** What can be assigned to an application, in the log's words. */
    private static final Set<String> PRINCIPALS = Set.of("user", "group", "serviceprincipal");

    private final StreamContext context;
    private final GraphDoor door;
    private final HeldApplications held;

    /**
     * Makes a reader of the log.
     *
     * @param context the way to Graph, and the clock
     */
    public AuditTrail(StreamContext context) {
        this.context = context;
        this.door = context.door();
        this.held = new HeldApplications(door);
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
        found.applications.addAll(held.of(page, found.restored));
        return found.applications;
    }

    private static Optional<String> read(PageBuilder page, RawPage raw, Found found) {
        page.spent(raw.cost());
        return AuditEntry.READER.read(raw.body(), found).nextLink();
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
}
