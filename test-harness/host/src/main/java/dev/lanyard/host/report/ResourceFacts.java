package dev.lanyard.host.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.host.store.Logins;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.spi.model.KnownAttributes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a report tells of a resource besides its name: how it signs in, and what {@link KnownAttributes} say of it. */
final class ResourceFacts {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> KNOWN =
            Set.of(KnownAttributes.EXPIRES, KnownAttributes.UNITS_BOUGHT, KnownAttributes.UNITS_USED);

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Object> known = new TreeMap<>();
    private final Optional<String> login;

    ResourceFacts(StoredResource resource) throws IOException {
        read(resource.attributes());
        login = Logins.of(resource.traits(), texts);
    }

    private void read(String object) throws IOException {
        try (JsonParser json = JSON.createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    texts.put(name, json.getText());
                }
                if (KNOWN.contains(name) && token == JsonToken.VALUE_STRING) {
                    known.put(name, json.getText());
                } else if (KNOWN.contains(name) && token == JsonToken.VALUE_NUMBER_INT) {
                    known.put(name, json.getLongValue());
                }
                json.skipChildren();
            }
        }
    }

    /** Writes the login and the facts at the end of a row; nothing, where there are none. */
    void write(JsonGenerator json) throws IOException {
        if (login.isPresent() || !known.isEmpty()) {
            json.writeString(login.orElse(""));
        }
        if (!known.isEmpty()) {
            json.writeObject(known);
        }
    }
}
