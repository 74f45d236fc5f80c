package dev.lanyard.spi.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whatever the schema accepts, its JSON Schema accepts, and nothing else. */
class JsonSchemaAgreementTest {

    private static final FieldType ANY = new FieldType.Text(Optional.empty(), "any text");

    /** By password, the default, or by a key; of a key, either the file or the text, and how it is locked. */
    private static final ConfigSchema SCHEMA = new ConfigSchema(
            List.of(
                    ConfigField.named("signIn", "Sign in", new FieldType.Choice(List.of("password", "key")))
                            .defaultValue("password")
                            .build(),
                    ConfigField.named("password", "Password", ANY)
                            .required()
                            .onlyWhen("signIn", "password")
                            .build(),
                    ConfigField.named("keyFile", "File", ANY)
                            .onlyWhen("signIn", "key")
                            .build(),
                    ConfigField.named("keyText", "Text", ANY)
                            .onlyWhen("signIn", "key")
                            .build(),
                    ConfigField.named("locked", "Locked", new FieldType.Choice(List.of("yes", "no")))
                            .onlyWhen("signIn", "key")
                            .defaultValue("yes")
                            .build(),
                    ConfigField.named("passphrase", "Passphrase", ANY)
                            .required()
                            .onlyWhen("locked", "yes")
                            .build()),
            List.of(List.of("keyFile", "keyText")));

    private static final Map<String, List<String>> VALUES = Map.of(
            "signIn", List.of("password", "key"),
            "password", List.of("x"),
            "keyFile", List.of("x"),
            "keyText", List.of("x"),
            "locked", List.of("yes", "no"),
            "passphrase", List.of("x"));

    @Test
    void jsonSchema_acceptsWhatTheSchemaAccepts() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(SCHEMA.toJsonSchema());

        List<Map<String, String>> all = configurations(List.copyOf(VALUES.keySet()));

        assertThat(all)
                .hasSize(3 * 2 * 2 * 2 * 3 * 2)
                .allSatisfy(values -> assertThat(accepts(json, values))
                        .as("%s", values)
                        .isEqualTo(SCHEMA.validate(values).isEmpty()));
    }

    private static List<Map<String, String>> configurations(List<String> names) {
        if (names.isEmpty()) {
            return List.of(Map.of());
        }
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> rest : configurations(names.subList(1, names.size()))) {
            all.add(rest);
            for (String value : VALUES.getOrDefault(names.get(0), List.of())) {
                Map<String, String> more = new TreeMap<>(rest);
                more.put(names.get(0), value);
                all.add(more);
            }
        }
        return all;
    }

    /** As much of JSON Schema as is written. */
    private static boolean accepts(JsonNode schema, Map<String, String> values) {
        boolean required = texts(schema.path("required")).stream().allMatch(values::containsKey);
        boolean fit = schema.path("properties").properties().stream()
                .filter(property -> values.containsKey(property.getKey()))
                .allMatch(property -> fits(property.getValue(), values.getOrDefault(property.getKey(), "")));
        boolean all = nodes(schema.path("allOf")).stream().allMatch(each -> accepts(each, values));
        boolean any =
                !schema.has("anyOf") || nodes(schema.path("anyOf")).stream().anyMatch(each -> accepts(each, values));
        boolean one = !schema.has("oneOf")
                || nodes(schema.path("oneOf")).stream()
                                .filter(each -> accepts(each, values))
                                .count()
                        == 1;
        boolean not = !schema.has("not") || !accepts(schema.path("not"), values);
        String branch = schema.has("if") && accepts(schema.path("if"), values) ? "then" : "else";
        boolean conditional = !schema.has("if") || accepts(schema.path(branch), values);
        return required && fit && all && any && one && not && conditional;
    }

    private static boolean fits(JsonNode property, String value) {
        return (!property.has("const") || property.path("const").asText().equals(value))
                && (!property.has("enum") || texts(property.path("enum")).contains(value));
    }

    private static List<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode array) {
        return nodes(array).stream().map(JsonNode::asText).toList();
    }
}
