package dev.lanyard.entra.sync.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads who is assigned to single applications, and who owns them, where these are more than Graph expands: the
 * beginnings of many lists in one request, and each list on from there page by page, so that memory does not grow with
 * the longest. Safe for use by many threads.
 *
 * <p>What is still to be read stands in a cursor as {@code assigned APPLICATION} or {@code assigned APPLICATION LINK},
 * and {@code owned} likewise.
 */
final class ApplicationLists {

    private static final String ASSIGNED = "assigned";
    private static final String OWNED = "owned";
    private static final int CALLS_IN_A_BATCH = 20;

    private static final PageReader ASSIGNMENTS =
            new PageReader("app role assignments", PrincipalQueries.ASSIGNMENT, Set.of());
    private static final PageReader OWNERS = new PageReader(
            "owners",
            PropertyTable.builder().add(ValueReaders.TEXT, PrincipalQueries.ID).build(),
            Set.of());

    private final GraphDoor door;
    private final PrincipalQueries queries;

    ApplicationLists(GraphDoor door, PrincipalQueries queries) {
        this.door = door;
        this.queries = queries;
    }

    /** Everyone who is assigned to an application. */
    static String assignedTo(String application) {
        return ASSIGNED + " " + application;
    }

    /** Everyone who owns an application. */
    static String ownersOf(String application) {
        return OWNED + " " + application;
    }

    /** Reads some of what is pending, at least one, and takes it from the list. */
    void read(PageBuilder page, List<String> pending) {
        if (Pending.parse(pending.get(0)).link().isPresent()) {
            readOn(page, pending);
        } else {
            begin(page, pending);
        }
    }

    private void begin(PageBuilder page, List<String> pending) {
        List<Pending> lists = new ArrayList<>();
        List<RequestInformation> requests = new ArrayList<>();
        while (lists.size() < pending.size() && requests.size() + 2 <= CALLS_IN_A_BATCH) {
            Pending list = Pending.parse(pending.get(lists.size()));
            if (list.link().isPresent()) {
                break;
            }
            lists.add(list);
            if (list.assigned()) {
                requests.add(queries.one(list.application()));
                requests.add(queries.assignedTo(list.application()));
            } else {
                requests.add(queries.ownersOf(list.application()));
            }
        }
        List<BatchReply> replies = door.batch(requests);
        replies.forEach(reply -> page.spent(reply.cost()));
        List<String> more = new ArrayList<>();
        int number = 0;
        for (Pending list : lists) {
            List<BatchReply> its = replies.subList(number, number + (list.assigned() ? 2 : 1));
            number += its.size();
            if (its.stream().anyMatch(reply -> reply.status() == 404)) {
                countGone(page, list);
            } else {
                add(
                                page,
                                list,
                                its.get(0).bodyOrThrow(),
                                its.get(its.size() - 1).bodyOrThrow())
                        .ifPresent(more::add);
            }
        }
        pending.subList(0, lists.size()).clear();
        pending.addAll(0, more);
    }

    private void readOn(PageBuilder page, List<String> pending) {
        Pending list = Pending.parse(pending.remove(0));
        try {
            RawPage raw = door.follow(list.link().orElseThrow(), Map.of());
            page.spent(raw.cost());
            byte[] application = raw.body();
            if (list.assigned()) {
                RawPage itself = door.read(queries.one(list.application()));
                page.spent(itself.cost());
                application = itself.body();
            }
            add(page, list, application, raw.body()).ifPresent(more -> pending.add(0, more));
        } catch (ConnectorException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e;
            }
            countGone(page, list);
        }
    }

    /** Adds a page of a list, and answers what is still pending of it. */
    private static Optional<String> add(PageBuilder page, Pending list, byte[] application, byte[] body) {
        PageEnd end =
                list.assigned() ? addAssignments(page, application, body) : addOwners(page, list.application(), body);
        return end.nextLink().map(next -> list.at(next).text());
    }

    private static PageEnd addAssignments(PageBuilder page, byte[] application, byte[] body) {
        List<Attributes> found = new ArrayList<>();
        PageEnd end = ASSIGNMENTS.read(
                body,
                new ApplicationRows(
                        page, row -> found.add(row.attributes(Set.of()).build())));
        PrincipalQueries.READER.readOne(
                application,
                new ApplicationRows(
                        page, row -> ApplicationRecords.known(page, row).addAssignments(found)));
        return end;
    }

    private static PageEnd addOwners(PageBuilder page, String application, byte[] body) {
        List<Link> found = new ArrayList<>();
        PageEnd end = OWNERS.read(
                body,
                new ApplicationRows(
                        page, row -> found.add(new Link("owners", row.type(), row.text(PrincipalQueries.ID), false))));
        ApplicationRecords.addOwners(page, application, found);
        return end;
    }

    private static void countGone(PageBuilder page, Pending list) {
        page.skip(
                new ResourceId(EntraTypes.SERVICE_PRINCIPAL, list.application()).text(),
                "gone",
                "the application is not there any more");
    }

    /** A list of an application, from its beginning or from a link on. */
    private record Pending(boolean assigned, String application, Optional<String> link) {

        static Pending parse(String text) {
            String[] parts = text.split(" ", 3);
            if (parts.length < 2
                    || parts[1].isBlank()
                    || !Set.of(ASSIGNED, OWNED).contains(parts[0])) {
                throw Position.foreign("'" + text + "' is nothing that can be pending");
            }
            return new Pending(
                    parts[0].equals(ASSIGNED), parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
        }

        Pending at(String next) {
            return new Pending(assigned, application, Optional.of(next));
        }

        String text() {
            return (assigned ? assignedTo(application) : ownersOf(application))
                    + link.map(next -> " " + next).orElse("");
        }
    }
}
