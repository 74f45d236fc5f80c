package dev.lanyard.entra.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.FeedCursor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a log has been read, as a cursor carries it. It holds no link of Graph's: a link is worth nothing once its
 * log has changed, and a time always says where to go on.
 *
 * @param feed the id of the feed
 * @param floor nothing that happened before is told
 * @param last when the last walk began that has come to its end; the start of the feed before there was any
 * @param begun when the walk began that is under way, or empty between two
 * @param edge the time of the last entry that the walk under way has seen
 * @param told what has been told and may come again
 */
record LogPosition(
        String feed, Instant floor, Instant last, Optional<Instant> begun, Optional<Instant> edge, ToldEntries told) {

    static LogPosition since(String feed, Instant time) {
        return new LogPosition(feed, time, time, Optional.empty(), Optional.empty(), new ToldEntries());
    }

    FeedCursor cursor() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("feed", feed);
            json.writeStringField("floor", floor.toString());
            json.writeStringField("last", last.toString());
            if (begun.isPresent()) {
                json.writeStringField("begun", begun.get().toString());
            }
            if (edge.isPresent()) {
                json.writeStringField("edge", edge.get().toString());
            }
            json.writeStringField("told", told.text());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FeedCursor(text.toString());
    }

    /**
     * Reads what {@link #cursor()} wrote.
     *
     * @throws ConnectorException of kind {@code INVALID} if it is no cursor of this feed
     */
    static LogPosition parse(String feed, FeedCursor cursor) {
        try (JsonParser json = Json.FACTORY.createParser(cursor.value())) {
            Map<String, String> parts = texts(json);
            if (!feed.equals(parts.get("feed"))) {
                throw foreign();
            }
            return new LogPosition(
                    feed,
                    time(parts, "floor").orElseThrow(LogPosition::foreign),
                    time(parts, "last").orElseThrow(LogPosition::foreign),
                    time(parts, "begun"),
                    time(parts, "edge"),
                    ToldEntries.parse(parts.getOrDefault("told", "")));
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            throw foreign();
        }
    }

    private static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw foreign();
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw foreign();
            }
            texts.put(name, json.getText());
        }
        if (json.nextToken() != null) {
            throw foreign();
        }
        return texts;
    }

    private static Optional<Instant> time(Map<String, String> parts, String name) {
        return Optional.ofNullable(parts.get(name)).map(Instant::parse);
    }

    private static ConnectorException foreign() {
        return ConnectorException.of(
                        ErrorKind.INVALID,
                        "the cursor is not one of this connector's, or belongs to another feed",
                        "read the feed from a time on")
                .build();
    }
}
