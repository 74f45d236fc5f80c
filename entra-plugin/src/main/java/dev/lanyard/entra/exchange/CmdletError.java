package dev.lanyard.entra.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import java.io.IOException;

/**
 * What Exchange says about a failure: {@code {"error":{"code","message","details":[{"message":"ID|CLASS|TEXT"}]}}}. The
 * message itself only says that there was a failure.
 *
 * @param code the service's code, such as {@code NotFound}; empty if the body has none
 * @param exception the class of the exception, without its package; empty if none is named
 * @param message the service's words; empty if the body has none
 */
record CmdletError(String code, String exception, String message) {

    static final CmdletError NONE = new CmdletError("", "", "");

    static CmdletError read(byte[] body) {
        Reading reading = new Reading();
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reading.object(parser, false);
            }
        } catch (IOException unreadable) {
            return NONE;
        }
        String[] parts = reading.detail.split("\\|", 3);
        if (parts.length < 3) {
            return new CmdletError(reading.code, "", reading.detail.isEmpty() ? reading.message : reading.detail);
        }
        return new CmdletError(reading.code, parts[1].substring(parts[1].lastIndexOf('.') + 1), parts[2]);
    }

    private static final class Reading {
        private String code = "";
        private String message = "";
        private String detail = "";

        void object(JsonParser parser, boolean ofDetail) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("error") && value == JsonToken.START_OBJECT) {
                    object(parser, false);
                } else if (name.equals("details") && value == JsonToken.START_ARRAY) {
                    details(parser);
                } else if (value == JsonToken.VALUE_STRING) {
                    keep(name, parser.getText(), ofDetail);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void details(JsonParser parser) throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.hasToken(JsonToken.START_OBJECT)) {
                    object(parser, true);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void keep(String name, String text, boolean ofDetail) {
            if (ofDetail && name.equals("message") && detail.isEmpty()) {
                detail = text;
            } else if (!ofDetail && name.equals("message") && message.isEmpty()) {
                message = text;
            } else if (!ofDetail && name.equals("code") && code.isEmpty()) {
                code = text;
            }
        }
    }
}
