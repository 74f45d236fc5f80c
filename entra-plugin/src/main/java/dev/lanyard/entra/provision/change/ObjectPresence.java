package dev.lanyard.entra.provision.change;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import java.util.List;

/** Finds out whether single objects of a kind are there, deleted, or gone; past the cache. */
public final class ObjectPresence {

    /**
     * A kind of object that is kept for a while when it is deleted.
     *
     * @param collection where Graph lists the live ones, for example {@code /users}
     * @param graphType Graph's name of the type, for example {@code user}
     * @param noun what people call one
     */
    public record Kind(String collection, String graphType, String noun) {

        /** People's accounts. */
        public static final Kind ACCOUNT = new Kind("/users", "user", "account");

        /** Security and Microsoft 365 groups. */
        public static final Kind GROUP = new Kind("/groups", "group", "group");

        String path(String id) {
            return GraphPath.of(collection + "/{}", id);
        }
    }

    private final GraphDoor door;
    private final Kind kind;

    /**
     * Looks through a door.
     *
     * @param door reads
     * @param kind what to look for
     */
    public ObjectPresence(GraphDoor door, Kind kind) {
        this.door = door;
        this.kind = kind;
    }

    /**
     * Whether reads show an object.
     *
     * @param id its id
     * @return false if it is deleted, gone, or not seen yet
     */
    public boolean exists(String id) {
        return answersTo(request(id));
    }

    /**
     * Whether a deleted object can still be restored.
     *
     * @param id its id
     * @return false if it is live or gone, or not seen among the deleted yet
     */
    public boolean isRestorable(String id) {
        return answersTo(door.requests()
                .get(GraphPath.of(
                        "/directory/deletedItems/{}/microsoft.graph." + kind.graphType() + "?$select=id", id)));
    }

    /**
     * How to see that an object has come or gone.
     *
     * @param id its id
     * @param there whether it should be there
     * @return what to read and what to look for
     */
    public Sight sight(String id, boolean there) {
        return new Sight(() -> request(id), reply -> (reply.status() != 404) == there);
    }

    private RequestInformation request(String id) {
        return door.requests().get(kind.path(id) + "?$select=id");
    }

    private boolean answersTo(RequestInformation read) {
        BatchReply reply = door.batch(List.of(read)).get(0);
        if (reply.status() != 404) {
            // Whatever else it may be, a failure does not mean that there is nothing.
            reply.bodyOrThrow();
        }
        return reply.status() != 404;
    }
}
