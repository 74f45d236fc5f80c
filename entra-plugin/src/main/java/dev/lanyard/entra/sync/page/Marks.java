package dev.lanyard.entra.sync.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named notes that a stream carries from page to page and leaves in its checkpoint, such as a delta-link. Immutable.
 *
 * @param values the notes by name; kept as a sorted copy
 */
public record Marks(SortedMap<String, String> values) {

    /** No notes. */
    public static final Marks NONE = new Marks(Collections.emptySortedMap());

    /** The link from which a delta query goes on. */
    public static final String DELTA = "delta";

    /** Keeps a copy. */
    public Marks {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * Looks up a note.
     *
     * @param name its name
     * @return the note, or empty if there is none
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Adds or replaces a note.
     *
     * @param name its name
     * @param value its text
     * @return notes with this one among them
     */
    public Marks with(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Marks(more);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> mark : values.entrySet()) {
            json.writeStringField(mark.getKey(), mark.getValue());
        }
        json.writeEndObject();
    }

    /** Reads what {@link #write} wrote, or answers empty if it is something else. */
    static Optional<Marks> read(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            return Optional.empty();
        }
        TreeMap<String, String> values = new TreeMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.empty();
            }
            values.put(name, json.getText());
        }
        return json.hasToken(JsonToken.END_OBJECT) ? Optional.of(new Marks(values)) : Optional.empty();
    }
}
