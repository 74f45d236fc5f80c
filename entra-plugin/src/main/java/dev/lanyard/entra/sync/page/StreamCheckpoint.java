package dev.lanyard.entra.sync.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Checkpoint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Where a stream ended, as a checkpoint carries it.
 *
 * @param settings the fingerprint of the settings under which it was read: under others, the same changes would lead to
 *     other records
 * @param marks from where to go on
 */
public record StreamCheckpoint(String settings, Marks marks) {

    /** Grows whenever records change their form, for then the ones that a platform keeps are out of date. */
    private static final String FORM = "1";

    /**
     * Makes the platform's checkpoint.
     *
     * @param stream the id of the stream
     * @param shard which part of it
     * @return the checkpoint
     */
    public Checkpoint of(String stream, String shard) {
        return new Checkpoint(stream, shard, text());
    }

    /**
     * Reads the platform's checkpoint.
     *
     * @param text the value of a checkpoint
     * @param settings the fingerprint of the settings now in force
     * @return the checkpoint
     * @throws ConnectorException of kind {@code CHECKPOINT_EXPIRED} if the text is foreign or damaged, or was made
     *     under other settings or by a version whose records had another form
     */
    public static StreamCheckpoint parse(String text, String settings) {
        StreamCheckpoint checkpoint = parse(text).orElseThrow(() -> expired("is not one of this connector's"));
        if (!checkpoint.settings.equals(settings)) {
            throw expired("was made under settings that read something else");
        }
        return checkpoint;
    }

    /**
     * The error for a checkpoint from which nothing can be read.
     *
     * @param why what is wrong with it, to follow "the checkpoint"
     * @return the exception to throw
     */
    public static ConnectorException expired(String why) {
        return ConnectorException.of(ErrorKind.CHECKPOINT_EXPIRED, "the checkpoint " + why, "read the stream in full")
                .build();
    }

    /**
     * A mark without which nothing can be read.
     *
     * @param name the mark
     * @return its text
     * @throws ConnectorException of kind {@code CHECKPOINT_EXPIRED} if there is none
     */
    public String require(String name) {
        return marks.get(name).orElseThrow(() -> expired("does not say where to go on"));
    }

    String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("form", FORM);
            json.writeStringField("settings", settings);
            json.writeFieldName("marks");
            marks.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Optional<StreamCheckpoint> parse(String text) {
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            return parse(json);
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<StreamCheckpoint> parse(JsonParser json) throws IOException {
        String form = "";
        String settings = "";
        Optional<Marks> marks = Optional.empty();
        json.nextToken();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "form" -> form = json.getText();
                case "settings" -> settings = json.getText();
                case "marks" -> marks = Marks.read(json);
                default -> json.skipChildren();
            }
        }
        String written = settings;
        return form.equals(FORM) && json.nextToken() == null
                ? marks.map(notes -> new StreamCheckpoint(written, notes))
                : Optional.empty();
    }
}
