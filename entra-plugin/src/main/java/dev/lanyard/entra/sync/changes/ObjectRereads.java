package dev.lanyard.entra.sync.changes;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.WholeList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads single objects anew, many in one request. Safe for use by many threads. */
public final class ObjectRereads {

    /** Graph takes no more values for {@code in}, unless by an advanced query. */
    private static final int IDS_IN_A_FILTER = 15;

    private final GraphDoor door;

    /**
     * Makes a reader.
     *
     * @param door the way to Graph
     */
    public ObjectRereads(GraphDoor door) {
        this.door = door;
    }

    /**
     * Reads objects of a collection by a filter on their ids: up to three hundred in one request.
     *
     * @param page gains the cost
     * @param ids which, in any order
     * @param query makes the request for those that a filter lets through; it must not be an advanced query, which
     *     Graph answers from an index that lags behind the changes
     * @param reader reads the pages; an id among the rest
     * @param found receives those that are there
     * @return those that Graph does not find
     * @throws dev.lanyard.spi.error.ConnectorException if a request fails
     */
    public List<String> list(
            PageBuilder page,
            Collection<String> ids,
            Function<String, RequestInformation> query,
            PageReader reader,
            RowVisitor found) {
        return list(page, ids, List.of(new Look(query, reader, found)));
    }

    /**
     * One look at objects.
     *
     * @param query makes the request for those that a filter lets through
     * @param reader reads the pages; an id among the rest
     * @param found receives those that are there, each once
     */
    public record Look(Function<String, RequestInformation> query, PageReader reader, RowVisitor found) {}

    /**
     * Looks at objects several times, for Graph expands one link at a time, in as few requests as one look takes.
     *
     * @param page gains the cost
     * @param ids which, in any order
     * @param looks how; what the first of them finds is told before what the second finds
     * @return those that one look at least does not find
     * @throws dev.lanyard.spi.error.ConnectorException if a request fails
     */
    public List<String> list(PageBuilder page, Collection<String> ids, List<Look> looks) {
        List<String> wanted = List.copyOf(new LinkedHashSet<>(ids));
        List<RequestInformation> requests = new ArrayList<>();
        for (Look look : looks) {
            for (int from = 0; from < wanted.size(); from += IDS_IN_A_FILTER) {
                int to = Math.min(from + IDS_IN_A_FILTER, wanted.size());
                requests.add(look.query().apply(filter(wanted.subList(from, to))));
            }
        }
        List<BatchReply> replies = door.batch(requests);
        Set<String> missing = new LinkedHashSet<>();
        int each = replies.size() / looks.size();
        for (int number = 0; number < looks.size(); number++) {
            Set<String> notSeen = new LinkedHashSet<>(wanted);
            read(page, replies.subList(number * each, (number + 1) * each), looks.get(number), notSeen);
            missing.addAll(notSeen);
        }
        return new ArrayList<>(missing);
    }

    private void read(PageBuilder page, List<BatchReply> replies, Look look, Set<String> notSeen) {
        RowVisitor rows = new RowVisitor() {
            @Override
            public void row(Row row) {
                // A list that changes while it is being read can tell an object twice.
                if (notSeen.remove(row.text("id"))) {
                    look.found().row(row);
                }
            }

            @Override
            public void notAnObject() {
                look.found().notAnObject();
            }
        };
        for (BatchReply reply : replies) {
            page.spent(reply.cost());
            WholeList.read(
                    door, page, reply.bodyOrThrow(), body -> look.reader().read(body, rows));
        }
    }

    private static String filter(List<String> ids) {
        return ids.stream()
                .map(id -> "'" + id.replace("'", "''") + "'")
                .collect(Collectors.joining(",", "id in (", ")"));
    }

    /**
     * Reads objects one by one.
     *
     * @param page gains the cost
     * @param ids which, in any order; one that comes twice is read once
     * @param request makes the request for one of them
     * @param found receives the id and the body of each that is there, in the order of the ids
     * @return those that Graph does not find
     * @throws dev.lanyard.spi.error.ConnectorException if one of them cannot be read for another reason
     */
    public List<String> read(
            PageBuilder page,
            Collection<String> ids,
            Function<String, RequestInformation> request,
            BiConsumer<String, byte[]> found) {
        Set<String> once = new LinkedHashSet<>(ids);
        List<BatchReply> replies = door.batch(once.stream().map(request).toList());
        List<String> missing = new ArrayList<>();
        int next = 0;
        for (String id : once) {
            BatchReply reply = replies.get(next++);
            page.spent(reply.cost());
            if (reply.status() == 404) {
                missing.add(id);
            } else {
                found.accept(id, reply.bodyOrThrow());
            }
        }
        return missing;
    }
}
