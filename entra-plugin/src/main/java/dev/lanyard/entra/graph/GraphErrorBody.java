package dev.lanyard.entra.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What Graph says about an error, in the body {@code {"error":{"code","message","innerError":{"request-id"}}}}.
 *
 * @param code the service's code, such as {@code Authorization_RequestDenied}; empty if the body has none
 * @param message the service's words; empty if the body has none
 * @param requestId the id of the request in the service's own records
 */
record GraphErrorBody(String code, String message, Optional<String> requestId) {

    static GraphErrorBody read(Answer answer) {
        Reading reading = new Reading();
        try (JsonParser parser = Json.FACTORY.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reading.object(parser);
            }
        } catch (IOException unreadable) {
            reading.message = "";
        }
        return new GraphErrorBody(
                reading.code, reading.message, reading.requestId.or(() -> answer.header("request-id")));
    }

    private static final class Reading {
        private String code = "";
        private String message = "";
        private Optional<String> requestId = Optional.empty();

        void object(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                // Graph spells innerError and innererror.
                String name = parser.currentName().toLowerCase(Locale.ROOT);
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT && (name.equals("error") || name.equals("innererror"))) {
                    object(parser);
                } else if (value == JsonToken.VALUE_STRING) {
                    keep(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void keep(String name, String text) {
            if (name.equals("code") && code.isEmpty()) {
                code = text;
            } else if (name.equals("message") && message.isEmpty()) {
                message = text;
            } else if (name.equals("request-id")) {
                requestId = Optional.of(text);
            }
        }
    }
}
