package dev.lanyard.entra.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanyard.spi.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object to be sent, which can also be shown: then each secret in it is replaced by {@code ***}. For one thread
 * while it is filled; its members keep the order in which they were put.
 */
public final class JsonBody {

    private static final String HIDDEN = "***";

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** An empty object. */
    public JsonBody() {}

    /**
     * Puts a text.
     *
     * @param name the member's name
     * @param value the text
     * @return this
     */
    public JsonBody put(String name, String value) {
        return putAny(name, value);
    }

    /**
     * Puts a flag.
     *
     * @param name the member's name
     * @param value the flag
     * @return this
     */
    public JsonBody put(String name, boolean value) {
        return putAny(name, value);
    }

    /**
     * Puts a number.
     *
     * @param name the member's name
     * @param value the number
     * @return this
     */
    public JsonBody put(String name, long value) {
        return putAny(name, value);
    }

    /**
     * Puts a secret, which is sent as it is and never shown.
     *
     * @param name the member's name
     * @param value the secret
     * @return this
     */
    public JsonBody put(String name, Secret value) {
        return putAny(name, value);
    }

    /**
     * Puts an object.
     *
     * @param name the member's name
     * @param value the object
     * @return this
     */
    public JsonBody put(String name, JsonBody value) {
        return putAny(name, value);
    }

    /**
     * Puts a list.
     *
     * @param name the member's name
     * @param values texts, flags, numbers or objects
     * @return this
     */
    public JsonBody put(String name, List<?> values) {
        return putAny(name, List.copyOf(values));
    }

    /**
     * Puts null, by which Graph takes a value away.
     *
     * @param name the member's name
     * @return this
     */
    public JsonBody putNull(String name) {
        return putAny(name, null);
    }

    private JsonBody putAny(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /**
     * Whether nothing was put.
     *
     * @return true if it is the empty object
     */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /**
     * What is sent.
     *
     * @return UTF-8, with the secrets
     */
    public byte[] bytes() {
        return write(true);
    }

    /**
     * What may be shown.
     *
     * @return the same text without the secrets
     */
    public String shown() {
        return new String(write(false), StandardCharsets.UTF_8);
    }

    private byte[] write(boolean reveal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            write(json, this, reveal);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value, boolean reveal) throws IOException {
        if (value instanceof JsonBody object) {
            json.writeStartObject();
            for (Map.Entry<String, @Nullable Object> member : object.members.entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue(), reveal);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each, reveal);
            }
            json.writeEndArray();
        } else if (value instanceof Secret secret) {
            json.writeString(reveal ? secret.reveal(text -> text) : HIDDEN);
        } else {
            json.writePOJO(value);
        }
    }

    /** What may be shown. */
    @Override
    public String toString() {
        return shown();
    }
}
