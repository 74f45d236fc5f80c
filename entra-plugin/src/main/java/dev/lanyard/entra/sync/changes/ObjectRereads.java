package dev.lanyard.entra.sync.changes;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.sync.page.PageBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads single objects anew, many in one request. Safe for use by many threads. */
public final class ObjectRereads {

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
     * Reads objects.
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
