package dev.lanyard.entra.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Makes sure that a body is whole: a connection that breaks off can leave the front half of a page behind. */
public final class JsonText {

    /** Makes parsers and generators; safe for use by many threads. */
    public static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /**
     * Whether a body is exactly one JSON value.
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
