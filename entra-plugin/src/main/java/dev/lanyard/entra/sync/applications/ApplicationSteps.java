package dev.lanyard.entra.sync.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.changes.ObjectRereads;
import dev.lanyard.entra.sync.page.ListWalk;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Attributes;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The two looks at applications: one at those who are assigned, one at the owners. Graph expands twenty of each at the
 * most and does not say whether there are more; where it gives twenty, the {@linkplain ApplicationLists whole list} is
 * read.
 */
final class ApplicationSteps {

    private final PrincipalQueries queries;
    private final ApplicationLists lists;
    private final ObjectRereads rereads;
    private final boolean withUnassigned;

    ApplicationSteps(PrincipalQueries queries, ApplicationLists lists, ObjectRereads rereads, boolean withUnassigned) {
        this.queries = queries;
        this.lists = lists;
        this.rereads = rereads;
        this.withUnassigned = withUnassigned;
    }

    /** Those who are assigned; where applications without any are left out, the owners of the others too. */
    ListWalk.Step assigned() {
        return new Look("applications") {
            @Override
            public RequestInformation first(int pageSize) {
                return queries.list(pageSize);
            }

            @Override
            void visit(ListWalk.Reading reading, Row row) {
                boolean wanted = addWithAssigned(reading.page(), row, reading.pending());
                if (wanted && !withUnassigned) {
                    reading.pending().add(ApplicationLists.ownersOf(row.text(PrincipalQueries.ID)));
                }
            }
        };
    }

    /** The owners. */
    ListWalk.Step owned() {
        return new Look("application-owners") {
            @Override
            public RequestInformation first(int pageSize) {
                return queries.owners(pageSize);
            }

            @Override
            void visit(ListWalk.Reading reading, Row row) {
                addOwners(reading.page(), row, reading.pending());
            }
        };
    }

    /** A walk over all applications. */
    private abstract class Look implements ListWalk.Step {
        private final String way;

        Look(String way) {
            this.way = way;
        }

        abstract void visit(ListWalk.Reading reading, Row row);

        @Override
        public String way() {
            return way;
        }

        @Override
        public PageEnd read(ListWalk.Reading reading, byte[] body) {
            return PrincipalQueries.READER.read(body, new ApplicationRows(reading.page(), row -> visit(reading, row)));
        }

        @Override
        public void readPending(ListWalk.Reading reading) {
            lists.read(reading.page(), reading.pending());
        }
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
            pending.add(ApplicationLists.assignedTo(row.text(PrincipalQueries.ID)));
        }
        return true;
    }

    private static void addOwners(PageBuilder page, Row row, List<String> pending) {
        if (row.links().size() < PrincipalQueries.MOST_EXPANDED) {
            ApplicationRecords.addOwners(page, row.text(PrincipalQueries.ID), row.links());
        } else {
            pending.add(ApplicationLists.ownersOf(row.text(PrincipalQueries.ID)));
        }
    }

    private static void leaveOut(PageBuilder page, String id) {
        page.skip(
                EntraTypes.SERVICE_PRINCIPAL + "/" + id,
                "unassigned",
                "the settings leave out applications to which nobody is assigned");
    }

    /**
     * Takes both looks at some applications.
     *
     * @param pending gains the lists that have to be read whole
     * @param found takes the id of each that turns out to be an application
     * @return the ids of those that are not there
     */
    List<String> reread(PageBuilder page, Collection<String> ids, List<String> pending, Consumer<String> found) {
        Set<String> wanted = new LinkedHashSet<>();
        ApplicationRows assigned = new ApplicationRows(page, row -> {
            found.accept(row.text(PrincipalQueries.ID));
            if (addWithAssigned(page, row, pending)) {
                wanted.add(row.text(PrincipalQueries.ID));
            }
        });
        ApplicationRows owned = new ApplicationRows(page, row -> {
            if (wanted.contains(row.text(PrincipalQueries.ID))) {
                addOwners(page, row, pending);
            }
        });
        return rereads.list(
                page,
                ids,
                List.of(
                        new ObjectRereads.Look(queries::some, PrincipalQueries.READER, assigned),
                        new ObjectRereads.Look(queries::ownersOfSome, PrincipalQueries.READER, owned)));
    }
}
