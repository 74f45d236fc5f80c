package dev.lanyard.entra.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** The one JSON factory of this connector. */
public final class Json {

    /**
     * Reads and writes JSON, on any thread. Its buffers are pooled here: by default they would hang in thread-locals of
     * the platform's threads, and keep the plugin's class loader alive after the plugin is closed.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(32))
            .build();

    private Json() {}

    /**
     * Whether a body is exactly one JSON value: a connection that breaks off can leave the front half of a page behind.
     *
     * @param body in UTF-8
     * @return false if it is cut off, malformed, empty, or goes on after the value
     */
    public static boolean isComplete(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException malformed) {
            return false;
        }
    }
}
