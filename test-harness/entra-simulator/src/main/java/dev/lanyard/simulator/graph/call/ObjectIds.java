package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.error.GraphException;
import java.util.regex.Pattern;

/** What may stand in an address as the id of an object. */
public final class ObjectIds {

    private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ObjectIds() {}

    /** The id, if it is a GUID; refused otherwise. */
    public static String requireGuid(String id) {
        if (!GUID.matcher(id).matches()) {
            throw GraphException.badRequest("Invalid object identifier '" + id + "'.");
        }
        return id;
    }
}
