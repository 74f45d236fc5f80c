package dev.lanyard.host.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the attributes or options of a change against what its descriptor says of them. For one thread. */
final class AttributeReader {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ChangeDescriptor descriptor;
    private final List<Problem> problems;

    /** Adds to the problems whatever is wrong. */
    AttributeReader(ChangeDescriptor descriptor, List<Problem> problems) {
        this.descriptor = descriptor;
        this.problems = problems;
    }

    /**
     * Reads values.
     *
     * @param values text by name; JSON where the name ends in a colon
     * @param complete whether what is required must be there
     */
    Attributes read(Map<String, String> values, boolean complete) {
        Attributes.Builder attributes = Attributes.builder();
        Map<String, String> listed = new HashMap<>();
        Set<String> given = new HashSet<>();
        values.forEach((written, text) -> {
            boolean json = written.endsWith(":");
            String name = json ? written.substring(0, written.length() - 1) : written;
            if (!isKnown(name)) {
                return;
            }
            if (!given.add(name)) {
                problems.add(new Problem("the attribute '" + name + "' is set twice", "set it once"));
            } else if (json) {
                attributes.put(name, json(name, text));
            } else {
                schema().field(name).ifPresent(field -> listed.put(name, text));
                attributes.put(name, value(name, text));
            }
        });
        validate(listed, given, complete);
        return attributes.build();
    }

    /** Adds a problem for each name that this change does not take. */
    void requireKnown(Set<String> names) {
        names.forEach(this::isKnown);
    }

    private ConfigSchema schema() {
        return descriptor.attributes();
    }

    private boolean isKnown(String name) {
        boolean known = !name.isBlank()
                && (descriptor.furtherAttributes() || schema().field(name).isPresent());
        if (!known) {
            problems.add(new Problem("the change '" + descriptor.id() + "' takes no '" + name + "'", remedy(schema())));
        }
        return known;
    }

    /** What to do about a name that a schema does not know. */
    static String remedy(ConfigSchema schema) {
        String all = schema.fields().stream().map(ConfigField::name).collect(Collectors.joining(", "));
        return all.isEmpty() ? "leave it out" : "use one of " + all;
    }

    private void validate(Map<String, String> listed, Set<String> given, boolean complete) {
        List<ConfigField> fields = new ArrayList<>();
        for (ConfigField field : schema().fields()) {
            boolean asText = listed.containsKey(field.name());
            if (asText || (complete && !given.contains(field.name()))) {
                fields.add(asText ? unconditional(field) : field);
            }
        }
        // What is given as JSON is the system's own form, which the schema does not describe.
        List<ConfigField> checkable = fields.stream()
                .filter(field -> field.onlyWhen()
                        .filter(condition ->
                                fields.stream().noneMatch(other -> other.name().equals(condition.field())))
                        .isEmpty())
                .toList();
        new ConfigSchema(checkable, List.of())
                .validate(listed)
                .forEach(problem ->
                        problems.add(new Problem(problem.field() + " " + problem.message(), problem.remedy())));
    }

    /** A field that is given is checked by itself: whether it applies is for the connector to say. */
    private static ConfigField unconditional(ConfigField field) {
        ConfigField.Builder alone = ConfigField.named(field.name(), field.label(), field.type());
        return field.required() ? alone.required().build() : alone.build();
    }

    private AttributeValue value(String name, String text) {
        Optional<FieldType> type = schema().field(name).map(ConfigField::type);
        try {
            Object typed = type.isEmpty() || text.isBlank() ? text : type.get().parse(text.strip());
            if (typed instanceof Boolean flag) {
                return new AttributeValue.Flag(flag);
            } else if (typed instanceof Long whole) {
                return new AttributeValue.Whole(whole);
            }
        } catch (IllegalArgumentException malformed) {
            // The schema tells it, with all else that is wrong.
            return new AttributeValue.Text(text);
        }
        return new AttributeValue.Text(text);
    }

    private AttributeValue json(String name, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isNull() || json.isMissingNode()) {
                problems.add(new Problem("there is no value for '" + name + "'", "clear the attribute instead"));
            } else {
                return value(json);
            }
        } catch (JsonProcessingException malformed) {
            problems.add(
                    new Problem("the value of '" + name + "' is no JSON", "correct it, or write " + name + "=TEXT"));
        }
        return new AttributeValue.Text("");
    }

    private static AttributeValue value(JsonNode json) {
        if (json.isBoolean()) {
            return new AttributeValue.Flag(json.booleanValue());
        } else if (json.canConvertToLong() && json.isIntegralNumber()) {
            return new AttributeValue.Whole(json.longValue());
        } else if (json.isArray()) {
            List<AttributeValue> values = new ArrayList<>();
            json.forEach(element -> values.add(value(element)));
            return new AttributeValue.Sequence(values);
        } else if (json.isObject()) {
            Attributes.Builder fields = Attributes.builder();
            json.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
            return new AttributeValue.Structure(fields.build());
        }
        return new AttributeValue.Text(json.asText());
    }
}
