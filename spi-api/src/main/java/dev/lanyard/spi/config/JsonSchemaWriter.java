package dev.lanyard.spi.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a schema as JSON Schema. The SPI has no dependencies, so the few lines of JSON that it needs are written here.
 *
 * <p>What JSON Schema has no word for stands under {@code x-} names: {@code x-group}, {@code x-order},
 * {@code x-secret}, {@code x-permissions}, {@code x-licence}; {@code x-expectation}, what a text with a pattern should
 * be, in words; {@code x-minimum} and {@code x-maximum} of a duration, in ISO-8601; {@code x-scheme} of a URI.
 */
final class JsonSchemaWriter {

    private final ConfigSchema schema;

    JsonSchemaWriter(ConfigSchema schema) {
        this.schema = schema;
    }

    String write() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("type", "object");
        root.put("additionalProperties", false);
        Map<String, Object> properties = new LinkedHashMap<>();
        schema.fields().forEach(field -> properties.put(field.name(), property(field, properties.size())));
        root.put("properties", properties);
        List<Object> required = new ArrayList<>();
        List<Object> rules = new ArrayList<>();
        for (ConfigField field : schema.fields()) {
            if (field.onlyWhen().isPresent()) {
                rules.add(conditional(field, field.onlyWhen().get()));
            } else if (field.required() && field.defaultValue().isEmpty()) {
                required.add(field.name());
            }
        }
        schema.exactlyOneOf().forEach(names -> rules.add(exactlyOne(names)));
        root.put("required", required);
        if (!rules.isEmpty()) {
            root.put("allOf", rules);
        }
        StringBuilder json = new StringBuilder();
        append(json, root, 0);
        return json.append('\n').toString();
    }

    private static Map<String, Object> property(ConfigField field, int order) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("title", field.label());
        property.put("description", field.description());
        addType(property, field.type());
        field.defaultValue().ifPresent(value -> property.put("default", literal(field.type(), value)));
        field.example().ifPresent(value -> property.put("examples", List.of(literal(field.type(), value))));
        property.put("x-group", field.group());
        property.put("x-order", order);
        if (!field.permissions().isEmpty()) {
            property.put(
                    "x-permissions",
                    field.permissions().stream()
                            .map(JsonSchemaWriter::permission)
                            .toList());
        }
        field.licence().ifPresent(licence -> property.put("x-licence", licence));
        return property;
    }

    private static Map<String, Object> permission(Permission permission) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("anyOf", permission.anyOf());
        json.put("purpose", permission.purpose());
        json.put("optional", permission.optional());
        return json;
    }

    private static void addType(Map<String, Object> property, FieldType type) {
        if (type instanceof FieldType.Text text) {
            property.put("type", "string");
            text.pattern().ifPresent(pattern -> {
                property.put("pattern", "^(?:" + pattern + ")$");
                property.put("x-expectation", text.expectation());
            });
        } else if (type instanceof FieldType.SecretText) {
            property.put("type", "string");
            property.put("writeOnly", true);
            property.put("x-secret", true);
        } else if (type instanceof FieldType.Flag) {
            property.put("type", "boolean");
        } else if (type instanceof FieldType.Whole whole) {
            property.put("type", "integer");
            property.put("minimum", whole.minimum());
            property.put("maximum", whole.maximum());
        } else if (type instanceof FieldType.Time time) {
            property.put("type", "string");
            property.put("format", "duration");
            property.put("x-minimum", time.minimum().toString());
            property.put("x-maximum", time.maximum().toString());
        } else if (type instanceof FieldType.Choice choice) {
            property.put("type", "string");
            property.put("enum", choice.options());
        } else if (type instanceof FieldType.Address address) {
            property.put("type", "string");
            property.put("format", "uri");
            property.put("x-scheme", address.scheme());
        } else if (type instanceof FieldType.Pem) {
            property.put("type", "string");
            property.put("contentMediaType", "application/x-pem-file");
        }
    }

    private static Object literal(FieldType type, String text) {
        return type instanceof FieldType.Flag || type instanceof FieldType.Whole ? type.parse(text) : text;
    }

    /** A field that does not apply must be absent; one that applies and is required must be there. */
    private Map<String, Object> conditional(ConfigField field, ConfigField.Condition condition) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("if", met(condition));
        if (field.required() && field.defaultValue().isEmpty()) {
            rule.put("then", Map.of("required", List.of(field.name())));
        }
        rule.put("else", Map.of("not", Map.of("required", List.of(field.name()))));
        return rule;
    }

    /** Where none of the fields applies, none can be set; those of which some do not apply are absent anyway. */
    private Map<String, Object> exactlyOne(List<String> names) {
        Map<String, Object> one = Map.of(
                "oneOf",
                names.stream().map(name -> Map.of("required", List.of(name))).toList());
        List<Optional<ConfigField.Condition>> conditions = names.stream()
                .map(name -> schema.field(name).orElseThrow().onlyWhen())
                .distinct()
                .toList();
        if (conditions.contains(Optional.<ConfigField.Condition>empty())) {
            return one;
        }
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put(
                "if",
                Map.of(
                        "anyOf",
                        conditions.stream()
                                .flatMap(Optional::stream)
                                .map(this::met)
                                .toList()));
        rule.put("then", one);
        return rule;
    }

    private Map<String, Object> met(ConfigField.Condition condition) {
        ConfigField other = schema.field(condition.field()).orElseThrow();
        boolean byDefault =
                other.defaultValue().filter(condition.values()::contains).isPresent();
        Map<String, Object> when = new LinkedHashMap<>();
        List<Object> values = condition.values().stream()
                .map(value -> literal(other.type(), value))
                .toList();
        when.put(
                "properties",
                Map.of(
                        condition.field(),
                        values.size() == 1 ? Map.of("const", values.get(0)) : Map.of("enum", values)));
        if (!byDefault) {
            when.put("required", List.of(condition.field()));
        }
        return other.onlyWhen()
                .<Map<String, Object>>map(before -> Map.of("allOf", List.of(met(before), when)))
                .orElse(when);
    }

    private static void append(StringBuilder json, Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            appendAll(json, '{', '}', depth, map.entrySet());
        } else if (value instanceof List<?> list) {
            appendAll(json, '[', ']', depth, list);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            appendText(json, String.valueOf(entry.getKey()));
            json.append(": ");
            append(json, entry.getValue(), depth);
        } else if (value instanceof Boolean || value instanceof Number) {
            json.append(value);
        } else {
            appendText(json, String.valueOf(value));
        }
    }

    private static void appendAll(StringBuilder json, char open, char close, int depth, Iterable<?> items) {
        json.append(open);
        String separator = "\n";
        boolean any = false;
        for (Object item : items) {
            json.append(separator).append("  ".repeat(depth + 1));
            append(json, item, depth + 1);
            separator = ",\n";
            any = true;
        }
        if (any) {
            json.append('\n').append("  ".repeat(depth));
        }
        json.append(close);
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
