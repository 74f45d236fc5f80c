package dev.lanyard.host.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.VaultKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in a vault; written as JSON lines, one an entry. For one thread. */
final class VaultContent {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private record Place(VaultScope scope, VaultKey key) {}

    private record Kept(VaultEntry entry, Secret secret) {}

    private final Map<Place, Kept> entries = new LinkedHashMap<>();

    void put(VaultEntry entry, Secret secret) {
        entries.put(new Place(entry.scope(), entry.key()), new Kept(entry, secret));
    }

    Optional<Secret> get(VaultScope scope, VaultKey key) {
        return Optional.ofNullable(entries.get(new Place(scope, key))).map(Kept::secret);
    }

    boolean remove(VaultScope scope, VaultKey key) {
        return entries.remove(new Place(scope, key)) != null;
    }

    boolean removeAll(VaultScope scope) {
        return entries.keySet().removeIf(place -> place.scope().equals(scope));
    }

    List<VaultEntry> list() {
        return entries.values().stream().map(Kept::entry).toList();
    }

    byte[] toBytes() {
        Wiped out = new Wiped();
        try (out;
                JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (Kept kept : entries.values()) {
                write(json, kept);
            }
            json.flush();
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(JsonGenerator json, Kept kept) throws IOException {
        VaultEntry entry = kept.entry();
        json.writeStartObject();
        json.writeStringField("connector", entry.scope().connector());
        json.writeStringField("store", entry.scope().store());
        json.writeStringField("kind", entry.key().kind());
        json.writeStringField("owner", entry.key().owner());
        json.writeStringField("label", entry.label());
        json.writeStringField("keptAt", entry.keptAt().toString());
        json.writeStringField("secret", kept.secret().reveal(value -> value));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    static VaultContent read(byte[] bytes) throws IOException {
        VaultContent content = new VaultContent();
        try (JsonParser json = JSON.createParser(bytes)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    fields.put(json.currentName(), json.nextTextValue());
                }
                content.put(
                        new VaultEntry(
                                new VaultScope(field(fields, "connector"), field(fields, "store")),
                                new VaultKey(field(fields, "kind"), field(fields, "owner")),
                                field(fields, "label"),
                                Instant.parse(field(fields, "keptAt"))),
                        Secret.of(field(fields, "secret")));
            }
        }
        return content;
    }

    private static String field(Map<String, String> fields, String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException("an entry has no " + name);
        }
        return value;
    }

    /** Leaves no secret behind in its buffer. */
    private static final class Wiped extends ByteArrayOutputStream {
        @Override
        public void close() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
