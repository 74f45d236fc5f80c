package dev.lanyard.entra.sync.changes;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.WholeList;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads to which applications someone is assigned and which someone owns: whoever is restored is back in all of them,
 * and the audit log does not say in which. Safe for use by many threads.
 */
public final class HeldApplications {

    private static final PageReader ASSIGNMENTS = new PageReader(
            "app role assignments",
            PropertyTable.builder().add(ValueReaders.TEXT, "resourceId").build(),
            Set.of());

    private static final PageReader OWNED = new PageReader(
            "owned objects",
            PropertyTable.builder().add(ValueReaders.TEXT, "id").build(),
            Set.of());

    private final GraphDoor door;

    /**
     * Makes a reader.
     *
     * @param door the way to Graph
     */
    public HeldApplications(GraphDoor door) {
        this.door = door;
    }

    /** A list that names applications, and how. */
    private record Held(RequestInformation request, PageReader reader, Function<Row, String> application) {}

    /**
     * Reads what some principals have.
     *
     * @param page gains the cost
     * @param principals ids of users, groups and service principals, with the log's words for their types; one that is
     *     not there has nothing, and groups own nothing
     * @return the ids of the service principals to which they are assigned or which they own; without possessions that
     *     may not be read
     */
    public Set<String> of(PageBuilder page, Map<String, String> principals) {
        List<Held> lists = new ArrayList<>();
        principals.forEach((id, type) -> {
            lists.add(new Held(assignments(id, type), ASSIGNMENTS, row -> row.text("resourceId")));
            if (!type.equals("group")) {
                lists.add(new Held(owned(id, type), OWNED, HeldApplications::principal));
            }
        });
        List<BatchReply> replies = door.batch(lists.stream().map(Held::request).toList());
        Set<String> applications = new LinkedHashSet<>();
        for (int number = 0; number < replies.size(); number++) {
            Held list = lists.get(number);
            BatchReply reply = replies.get(number);
            page.spent(reply.cost());
            if (reply.status() != 404 && !(list.reader() == OWNED && isForbidden(reply))) {
                Applications rows = new Applications(list.application(), applications);
                WholeList.read(
                        door, page, reply.bodyOrThrow(), body -> list.reader().read(body, rows));
            }
        }
        return applications;
    }

    private static boolean isForbidden(BatchReply reply) {
        return reply.failure()
                .filter(failure -> failure.kind() == ErrorKind.PERMISSION)
                .isPresent();
    }

    private RequestInformation assignments(String id, String type) {
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

    private RequestInformation owned(String id, String type) {
        String collection = type.equals("user") ? "users" : "servicePrincipals";
        return door.requests().get(GraphPath.of("/" + collection + "/{}/ownedObjects?$select=id&$top=999", id));
    }

    /** The id of an owned service principal; empty for anything else. */
    private static String principal(Row row) {
        return EntraTypes.ofGraphType(row.type()).equals(EntraTypes.SERVICE_PRINCIPAL) ? row.text("id") : "";
    }

    /** Gathers the applications that a list names. */
    private record Applications(Function<Row, String> application, Set<String> found) implements RowVisitor {
        @Override
        public void row(Row row) {
            String id = application.apply(row);
            if (!id.isBlank()) {
                found.add(id);
            }
        }

        @Override
        public void notAnObject() {
            // Names nothing.
        }
    }
}
