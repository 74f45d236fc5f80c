package dev.lanyard.host.provision;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads lines of {@link BulkFormat#JSONL}. */
final class JsonLines extends BulkParser {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @Override
    Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        object(line).properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "set" -> set(value, fields);
                case "clear" -> fields.put("clear", names(value));
                default -> fields.put(field.getKey(), text(field.getKey(), value));
            }
        });
        return fields;
    }

    private static JsonNode object(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException malformed) {
            // Its message quotes the line, in which somebody may have written a password after all.
        }
        throw new InvalidFormException("the line is no JSON object", "write one object a line, no name twice");
    }

    private static void set(JsonNode value, Map<String, String> fields) {
        require(value.isObject(), "set", "an object");
        value.properties().forEach(each -> {
            boolean plain = each.getValue().isTextual();
            String name = "set." + each.getKey() + (plain ? "" : ":");
            fields.put(
                    name, plain ? each.getValue().textValue() : each.getValue().toString());
        });
    }

    private static String names(JsonNode value) {
        require(
                value.isArray()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual),
                "clear",
                "an array of names");
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::textValue)
                .collect(Collectors.joining(" "));
    }

    private static String text(String name, JsonNode value) {
        require(value.isTextual() || value.isBoolean(), name, "a text");
        return value.asText();
    }

    private static void require(boolean fits, String name, String form) {
        if (!fits) {
            throw new InvalidFormException("'" + name + "' must be " + form, "correct it");
        }
    }
}
