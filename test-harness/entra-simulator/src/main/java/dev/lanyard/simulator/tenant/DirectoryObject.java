package dev.lanyard.simulator.tenant;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user, group or other object of the directory; immutable.
 *
 * <p>The values are kept as the JSON that goes on the wire, one after the other in the order of the type's table, so
 * that a page is put together by copying bytes and a hundred thousand users fit in little memory.
 */
public final class DirectoryObject {

    // Keys in order, since the order of an unordered map differs from one JVM to the next.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final JsonStringEncoder STRINGS = JsonStringEncoder.getInstance();

    private final ObjectType type;
    private final String id;
    private final byte[] values;
    /** Where each property's value ends in {@link #values}; an empty span means never set. */
    private final char[] ends;

    private DirectoryObject(ObjectType type, String id, byte[] values, char[] ends) {
        this.type = type;
        this.id = id;
        this.values = values;
        this.ends = ends;
    }

    /**
     * Makes an object.
     *
     * @param type the type
     * @param id a GUID
     * @param properties strings, booleans, numbers, lists and maps by property name; null or an empty list means never
     *     set
     * @throws IllegalArgumentException if the type has no such property
     */
    public static DirectoryObject of(ObjectType type, String id, Map<String, ? extends @Nullable Object> properties) {
        PropertyTable table = type.properties();
        properties.keySet().forEach(table::get);
        ByteArrayOutputStream values = new ByteArrayOutputStream(1024);
        char[] ends = new char[table.size()];
        for (Property property : table.all()) {
            Object value = properties.get(property.name());
            values.writeBytes(json(value));
            ends[property.index()] = end(values.size());
        }
        return new DirectoryObject(type, id, values.toByteArray(), ends);
    }

    /** This object with other values; null or an empty list unsets. */
    public DirectoryObject with(Map<String, ? extends @Nullable Object> changes) {
        PropertyTable table = type.properties();
        changes.keySet().forEach(table::get);
        ByteArrayOutputStream changed = new ByteArrayOutputStream(values.length + 64);
        char[] changedEnds = new char[ends.length];
        for (Property property : table.all()) {
            if (changes.containsKey(property.name())) {
                Object value = changes.get(property.name());
                changed.writeBytes(json(value));
            } else {
                writeValue(property, changed);
            }
            changedEnds[property.index()] = end(changed.size());
        }
        return new DirectoryObject(type, id, changed.toByteArray(), changedEnds);
    }

    private static char end(int size) {
        if (size > Character.MAX_VALUE) {
            throw new IllegalArgumentException("an object's values must not exceed 65,535 bytes");
        }
        return (char) size;
    }

    /** The value as JSON; nothing for what was never set, which an empty list cannot be told from. */
    private static byte[] json(@Nullable Object value) {
        if (value == null || (value instanceof Collection<?> list && list.isEmpty())) {
            return new byte[0];
        }
        try {
            if (value instanceof String text) {
                byte[] encoded = STRINGS.quoteAsUTF8(text);
                byte[] quoted = new byte[encoded.length + 2];
                quoted[0] = '"';
                System.arraycopy(encoded, 0, quoted, 1, encoded.length);
                quoted[quoted.length - 1] = '"';
                return quoted;
            }
            return JSON.writeValueAsBytes(value);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The type. */
    public ObjectType type() {
        return type;
    }

    /** The object id, a GUID. */
    public String id() {
        return id;
    }

    /** Whether the property was ever set. */
    public boolean isSet(Property property) {
        return ends[property.index()] > start(property);
    }

    /** Writes the property's value as JSON, or nothing if it was never set. */
    public void writeValue(Property property, ByteArrayOutputStream out) {
        int start = start(property);
        out.write(values, start, ends[property.index()] - start);
    }

    /** The property's value, or a missing node if it was never set. */
    public JsonNode value(Property property) {
        int start = start(property);
        try {
            return JSON.readTree(values, start, ends[property.index()] - start);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The text of a string property, or null if it was never set. */
    public @Nullable String text(String propertyName) {
        JsonNode value = value(type.properties().get(propertyName));
        return value.isTextual() ? value.textValue() : null;
    }

    private int start(Property property) {
        return property.index() == 0 ? 0 : ends[property.index() - 1];
    }

    @Override
    public String toString() {
        return type.graphName() + " " + id;
    }
}
