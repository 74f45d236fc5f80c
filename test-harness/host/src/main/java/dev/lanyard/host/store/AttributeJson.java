package dev.lanyard.host.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Writes attributes as one JSON object, names sorted. Equal attributes give equal text. A point in time becomes its
 * ISO-8601 text.
 */
final class AttributeJson {

    private static final JsonFactory JSON = new JsonFactory();

    private AttributeJson() {}

    static String write(Attributes attributes) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, attributes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Attributes attributes) throws IOException {
        json.writeStartObject();
        for (String name : attributes.names()) {
            json.writeFieldName(name);
            write(json, attributes.get(name).orElseThrow());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AttributeValue value) throws IOException {
        if (value instanceof AttributeValue.Text text) {
            json.writeString(text.value());
        } else if (value instanceof AttributeValue.Flag flag) {
            json.writeBoolean(flag.value());
        } else if (value instanceof AttributeValue.Whole whole) {
            json.writeNumber(whole.value());
        } else if (value instanceof AttributeValue.Time time) {
            json.writeString(time.value().toString());
        } else if (value instanceof AttributeValue.Sequence sequence) {
            json.writeStartArray();
            for (AttributeValue element : sequence.values()) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof AttributeValue.Structure structure) {
            write(json, structure.fields());
        }
    }
}
