package dev.lanyard.entra.sync.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a stream goes on, as a cursor carries it: all that is needed to read the next page in a fresh JVM.
 *
 * @param way how the stream reads; names the stream too, so that a cursor of another one is told apart
 * @param next Graph's next-link, verbatim, or empty if the way goes on without one
 * @param remaining how many objects are left to read, as far as Graph has said
 * @param pending what is to be read before the next-link, in the way's own notation
 * @param marks what has to be remembered until the end, for the checkpoint
 */
public record Position(String way, Optional<String> next, OptionalLong remaining, List<String> pending, Marks marks) {

    /** Keeps a copy. */
    public Position {
        pending = List.copyOf(pending);
    }

    /**
     * The beginning of a way that is not the stream's first.
     *
     * @param way how the stream reads
     * @return the position
     */
    public static Position start(String way) {
        return new Position(way, Optional.empty(), OptionalLong.empty(), List.of(), Marks.NONE);
    }

    /**
     * A position at a next-link.
     *
     * @param way how the stream reads
     * @param nextLink Graph's link, verbatim
     * @param remaining how many objects are left to read, if known
     * @return the position
     */
    public static Position at(String way, String nextLink, OptionalLong remaining) {
        return new Position(way, Optional.of(nextLink), remaining, List.of(), Marks.NONE);
    }

    /**
     * This position with notes for the checkpoint.
     *
     * @param notes all of them
     * @return the position
     */
    public Position with(Marks notes) {
        return new Position(way, next, remaining, pending, notes);
    }

    /** Whether another position would read the same page, whatever remains after it. */
    boolean isAt(Position other) {
        return way.equals(other.way) && next.equals(other.next) && pending.equals(other.pending);
    }

    /**
     * What remains after some more has been read.
     *
     * @param before what remained before, if known
     * @param read how many objects have been read since
     * @return never less than none
     */
    public static OptionalLong less(OptionalLong before, int read) {
        return before.isPresent() ? OptionalLong.of(Math.max(0, before.getAsLong() - read)) : before;
    }

    /**
     * Writes this position as a cursor.
     *
     * @return a small JSON text
     */
    public Cursor cursor() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("way", way);
            if (next.isPresent()) {
                json.writeStringField("next", next.get());
            }
            if (remaining.isPresent()) {
                json.writeNumberField("remaining", remaining.getAsLong());
            }
            if (!pending.isEmpty()) {
                json.writeArrayFieldStart("pending");
                for (String each : pending) {
                    json.writeString(each);
                }
                json.writeEndArray();
            }
            if (!marks.values().isEmpty()) {
                json.writeFieldName("marks");
                marks.write(json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cursor(text.toString());
    }

    /**
     * Reads what {@link #cursor()} wrote.
     *
     * @param cursor a cursor that is not the start
     * @return the position
     * @throws ConnectorException of kind {@code INVALID} if the cursor has another form
     */
    public static Position parse(Cursor cursor) {
        try (JsonParser json = Json.FACTORY.createParser(cursor.value())) {
            return parse(json);
        } catch (IOException e) {
            throw foreign("it is not sound JSON");
        }
    }

    private static Position parse(JsonParser json) throws IOException {
        String way = "";
        Optional<String> next = Optional.empty();
        OptionalLong remaining = OptionalLong.empty();
        List<String> pending = new ArrayList<>();
        Marks marks = Marks.NONE;
        require(json.nextToken() == JsonToken.START_OBJECT, "it is not an object");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "way" -> way = text(json);
                case "next" -> next = Optional.of(link(text(json)));
                case "remaining" -> {
                    require(token == JsonToken.VALUE_NUMBER_INT, "'remaining' is not a whole number");
                    remaining = OptionalLong.of(json.getLongValue());
                }
                case "pending" -> {
                    require(token == JsonToken.START_ARRAY, "'pending' is not an array");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        pending.add(text(json));
                    }
                }
                case "marks" -> marks = Marks.read(json).orElseThrow(() -> foreign("'marks' are not texts"));
                default -> throw foreign("it has an unknown part '" + name + "'");
            }
        }
        require(json.nextToken() == null, "something follows it");
        require(!way.isEmpty(), "it does not say how to go on");
        return new Position(way, next, remaining, pending, marks);
    }

    private static String text(JsonParser json) throws IOException {
        require(json.hasToken(JsonToken.VALUE_STRING), "'" + json.currentName() + "' is not text");
        return json.getText();
    }

    private static String link(String text) {
        // The door refuses links to other hosts; this catches what is no link at all.
        require(text.startsWith("https://"), "its next-link is not an https address");
        return text;
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw foreign(otherwise);
        }
    }

    /**
     * The error for a cursor that no page of this stream can have carried.
     *
     * @param why what is wrong with it, to follow a colon
     * @return the exception to throw
     */
    public static ConnectorException foreign(String why) {
        return ConnectorException.of(
                        ErrorKind.INVALID,
                        "the cursor is not one of this connector's: " + why,
                        "read the partition from its start")
                .build();
    }
}
