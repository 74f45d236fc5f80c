package dev.lanyard.host.cli.common;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.lanyard.host.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one way in which commands print JSON: keys in the order given, a line break at the end. */
public final class JsonText {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

    private JsonText() {}

    /**
     * Prints a value over as many lines as it takes.
     *
     * @param out where to
     * @param value maps, lists, texts, numbers and truth values
     */
    public static void write(PrintWriter out, Object value) {
        write(out, value, WRITER);
    }

    /**
     * Writes a value as a text of as many lines as it takes.
     *
     * @param value maps, lists, texts, numbers and truth values
     * @return the text, a line break at its end
     */
    public static String text(Object value) {
        StringWriter text = new StringWriter();
        write(new PrintWriter(text), value);
        return text.toString();
    }

    /**
     * Prints a value on a line of its own, for answers that have one value a line.
     *
     * @param out where to
     * @param value maps, lists, texts, numbers and truth values
     */
    public static void writeLine(PrintWriter out, Object value) {
        write(out, value, MAPPER.writer());
    }

    private static void write(PrintWriter out, Object value, ObjectWriter writer) {
        try {
            writer.writeValue(out, value);
        } catch (IOException failed) {
            throw new UncheckedIOException("the answer cannot be written", failed);
        }
        out.println();
    }

    /**
     * Reads JSON that is to become part of an answer.
     *
     * @param json well-formed JSON
     * @return its tree
     */
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException("not JSON", malformed);
        }
    }

    /**
     * Turns what is wrong into a part of an answer.
     *
     * @param problem what is wrong, and what to do
     * @return its texts by name
     */
    public static Map<String, Object> of(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", problem.message());
        json.put("remedy", problem.remedy());
        return json;
    }
}
