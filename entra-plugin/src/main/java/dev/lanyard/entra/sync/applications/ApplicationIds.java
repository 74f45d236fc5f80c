package dev.lanyard.entra.sync.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the service principals of applications that go by the id that they have in every tenant. Safe for use by many
 * threads.
 */
public final class ApplicationIds {

    private static final int IDS_IN_A_FILTER = 15;
    private static final PageReader READER = new PageReader(
            "service principals",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, PrincipalQueries.ID, "appId")
                    .build(),
            Set.of());

    private final GraphDoor door;

    /**
     * Makes a finder.
     *
     * @param door the way to Graph
     */
    public ApplicationIds(GraphDoor door) {
        this.door = door;
    }

    /**
     * Finds service principals.
     *
     * @param page gains the cost, and a notice if they may not be read
     * @param appIds which
     * @return the ids of those that the tenant has, by their application ids
     */
    public Map<String, String> of(PageBuilder page, Collection<String> appIds) {
        List<String> wanted = List.copyOf(new TreeSet<>(appIds));
        List<RequestInformation> requests = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += IDS_IN_A_FILTER) {
            requests.add(some(wanted.subList(from, Math.min(wanted.size(), from + IDS_IN_A_FILTER))));
        }
        Map<String, String> found = new HashMap<>();
        for (BatchReply reply : door.batch(requests)) {
            page.spent(reply.cost());
            Optional<ConnectorException> refusal =
                    reply.failure().filter(failure -> failure.kind() == ErrorKind.PERMISSION);
            if (refusal.isPresent()) {
                page.notice(new Notice(
                        "without-used-applications",
                        "which applications were used could not be read: "
                                + refusal.get().getMessage(),
                        refusal.get().remedy()));
                continue;
            }
            READER.read(reply.bodyOrThrow(), new RowVisitor() {
                @Override
                public void row(Row row) {
                    found.put(row.text("appId"), row.text(PrincipalQueries.ID));
                }

                @Override
                public void notAnObject() {
                    // Is no application's.
                }
            });
        }
        return found;
    }

    private RequestInformation some(List<String> appIds) {
        String filter = appIds.stream()
                .map(id -> "'" + id.replace("'", "''") + "'")
                .collect(Collectors.joining(",", "appId in (", ")"));
        return door.requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {PrincipalQueries.ID, "appId"};
        });
    }
}
