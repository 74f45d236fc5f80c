package dev.lanyard.entra.sync.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lists of which applications are made: one pass with those who are assigned, one with the owners. Graph expands
 * twenty of each at the most and does not say whether there are more; where it gives twenty, the whole list is read.
 */
final class ApplicationSteps {

    private static final String ASSIGNED = "assigned ";
    private static final String OWNED = "owned ";
    private static final int LISTS_IN_A_BATCH = 10;

    private static final PageReader ASSIGNMENTS =
            new PageReader("app role assignments", PrincipalQueries.ASSIGNMENT, Set.of());
    private static final PageReader OWNERS = new PageReader(
            "owners", PropertyTable.builder().add(ValueReaders.TEXT, "id").build(), Set.of());

    private final GraphDoor door;
    private final PrincipalQueries queries;
    private final ObjectRereads rereads;
    private final boolean withUnassigned;

    ApplicationSteps(GraphDoor door, PrincipalQueries queries, boolean withUnassigned) {
        this.door = door;
        this.queries = queries;
        this.rereads = new ObjectRereads(door);
        this.withUnassigned = withUnassigned;
    }

    /** Those who are assigned; where applications without any are left out, the owners of the others too. */
    ListWalk.Step assigned() {
        return new ListWalk.Step() {
            @Override
            public String way() {
                return "applications";
            }

            @Override
            public RequestInformation first(int pageSize) {
                return queries.list(pageSize);
            }

            @Override
            public PageEnd read(ListWalk.Reading reading, byte[] body) {
                return PrincipalQueries.READER.read(body, each(reading.page(), row -> {
                    boolean wanted = addWithAssigned(reading.page(), row, reading.pending());
                    if (wanted && !withUnassigned) {
                        reading.pending().add(OWNED + row.text(PrincipalQueries.ID));
                    }
                }));
            }

            @Override
            public void readPending(ListWalk.Reading reading) {
                readLists(reading.page(), reading.pending());
            }
        };
    }

    /** The owners. */
    ListWalk.Step owned() {
        return new ListWalk.Step() {
            @Override
            public String way() {
                return "application-owners";
            }

            @Override
            public RequestInformation first(int pageSize) {
                return queries.owners(pageSize);
            }

            @Override
            public PageEnd read(ListWalk.Reading reading, byte[] body) {
                return PrincipalQueries.READER.read(
                        body, each(reading.page(), row -> addOwners(reading.page(), row, reading.pending())));
            }

            @Override
            public void readPending(ListWalk.Reading reading) {
                readLists(reading.page(), reading.pending());
            }
        };
    }

    /** Adds an application and those who are assigned to it; answers whether the settings want it. */
    private boolean addWithAssigned(PageBuilder page, Row row, List<String> pending) {
        List<Attributes> assignments = row.structures(PrincipalQueries.ASSIGNED_TO);
        if (assignments.isEmpty() && !withUnassigned) {
            leaveOut(page, row.text(PrincipalQueries.ID));
            return false;
        }
        ApplicationRecords records = ApplicationRecords.of(page, row);
        if (assignments.size() < PrincipalQueries.MOST_EXPANDED) {
            records.addAssignments(assignments);
        } else {
            pending.add(ASSIGNED + row.text(PrincipalQueries.ID));
        }
        return true;
    }

    private static void addOwners(PageBuilder page, Row row, List<String> pending) {
        if (row.links().size() < PrincipalQueries.MOST_EXPANDED) {
            ApplicationRecords.addOwners(page, row.text(PrincipalQueries.ID), row.links());
        } else {
            pending.add(OWNED + row.text(PrincipalQueries.ID));
        }
    }

    private static void leaveOut(PageBuilder page, String id) {
        page.skip(
                EntraTypes.SERVICE_PRINCIPAL + "/" + id,
                "unassigned",
                "the settings leave out applications to which nobody is assigned");
    }

    /**
     * Reads applications anew, each with its whole lists; answers those that are not there.
     *
     * @param applications gains the ids of those that turn out to be applications
     */
    List<String> reread(PageBuilder page, Collection<String> ids, Set<String> applications) {
        List<String> pending = new ArrayList<>();
        Set<String> wanted = new LinkedHashSet<>();
        RowVisitor assigned = each(page, row -> {
            applications.add(row.text(PrincipalQueries.ID));
            if (addWithAssigned(page, row, pending)) {
                wanted.add(row.text(PrincipalQueries.ID));
            }
        });
        RowVisitor owned = each(page, row -> {
            if (wanted.contains(row.text(PrincipalQueries.ID))) {
                addOwners(page, row, pending);
            }
        });
        List<String> missing = rereads.list(
                page,
                ids,
                List.of(
                        new ObjectRereads.Look(queries::some, PrincipalQueries.READER, assigned),
                        new ObjectRereads.Look(queries::ownersOfSome, PrincipalQueries.READER, owned)));
        while (!pending.isEmpty()) {
            readLists(page, pending);
        }
        return missing;
    }

    /** Reads up to ten lists that are pending. */
    private void readLists(PageBuilder page, List<String> pending) {
        List<String> now = new ArrayList<>(pending.subList(0, Math.min(LISTS_IN_A_BATCH, pending.size())));
        pending.subList(0, now.size()).clear();
        List<RequestInformation> requests = new ArrayList<>();
        for (String each : now) {
            String id = each.substring(each.indexOf(' ') + 1);
            requests.add(queries.one(id));
            requests.add(each.startsWith(ASSIGNED) ? queries.assignedTo(id) : queries.ownersOf(id));
        }
        List<BatchReply> replies = door.batch(requests);
        replies.forEach(reply -> page.spent(reply.cost()));
        for (int index = 0; index < now.size(); index++) {
            BatchReply object = replies.get(2 * index);
            BatchReply list = replies.get(2 * index + 1);
            String each = now.get(index);
            if (object.status() == 404 || list.status() == 404) {
                page.skip(EntraTypes.SERVICE_PRINCIPAL + "/" + each, "gone", "the application is not there any more");
            } else if (each.startsWith(ASSIGNED)) {
                List<Attributes> assignments = assignments(page, list.bodyOrThrow());
                PrincipalQueries.READER.readOne(
                        object.bodyOrThrow(),
                        each(page, row -> ApplicationRecords.known(page, row).addAssignments(assignments)));
            } else {
                String id = each.substring(OWNED.length());
                ApplicationRecords.addOwners(page, id, owners(page, list.bodyOrThrow()));
            }
        }
    }

    private List<Attributes> assignments(PageBuilder page, byte[] first) {
        List<Attributes> found = new ArrayList<>();
        whole(
                page,
                ASSIGNMENTS,
                first,
                row -> found.add(row.attributes(Set.of()).build()));
        return found;
    }

    private List<Link> owners(PageBuilder page, byte[] first) {
        List<Link> found = new ArrayList<>();
        whole(page, OWNERS, first, row -> found.add(new Link("owners", row.type(), row.text("id"), false)));
        return found;
    }

    private void whole(PageBuilder page, PageReader reader, byte[] first, Visitor visitor) {
        Optional<String> next = reader.read(first, each(page, visitor)).nextLink();
        while (next.isPresent()) {
            RawPage raw = door.follow(next.get(), Map.of());
            page.spent(raw.cost());
            next = reader.read(raw.body(), each(page, visitor)).nextLink();
        }
    }

    /** Takes a row. */
    private interface Visitor {
        void visit(Row row);
    }

    /** Visits every row but those of managed identities, which are no applications. */
    private static RowVisitor each(PageBuilder page, Visitor visitor) {
        return new RowVisitor() {
            @Override
            public void row(Row row) {
                if (row.has(PrincipalQueries.TYPE)
                        && row.text(PrincipalQueries.TYPE).equals(PrincipalQueries.MANAGED_IDENTITY)) {
                    return;
                }
                if (row.text(PrincipalQueries.ID).isBlank()) {
                    page.skipRow(EntraTypes.SERVICE_PRINCIPAL, "a service principal or assignment without id");
                    return;
                }
                visitor.visit(row);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.SERVICE_PRINCIPAL, "an entry of the page that is not an object");
            }
        };
    }
}
