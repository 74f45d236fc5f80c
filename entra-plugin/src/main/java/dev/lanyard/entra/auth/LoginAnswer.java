package dev.lanyard.entra.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a token endpoint answers: texts and numbers by name, never shown. */
final class LoginAnswer {

    private final Map<String, String> values;

    private LoginAnswer(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads an answer.
     *
     * @throws IOException that says nothing of the answer, if it is not one whole JSON object
     */
    static LoginAnswer read(byte[] body) throws IOException {
        Map<String, String> values = new HashMap<>();
        if (!Json.isComplete(body)) {
            throw unreadable();
        }
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
                    values.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return new LoginAnswer(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }

    Optional<Long> number(String name) {
        try {
            return text(name).map(Long::valueOf);
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    private static IOException unreadable() {
        return new IOException("the answer of the login service is cut off or no JSON");
    }
}
