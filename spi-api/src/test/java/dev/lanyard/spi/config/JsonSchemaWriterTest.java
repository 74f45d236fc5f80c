package dev.lanyard.spi.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonSchemaWriterTest {

    private static final ConfigSchema SCHEMA = new ConfigSchema(
            List.of(
                    ConfigField.named("name", "Name", new FieldType.Text(Optional.of("[a-z]+"), "lower-case letters"))
                            .required()
                            .description("A \"quoted\" name,\nin two lines")
                            .group("Identity")
                            .example("lanyard")
                            .build(),
                    ConfigField.named("secure", "Secure", new FieldType.Flag())
                            .defaultValue("true")
                            .build(),
                    ConfigField.named("password", "Password", new FieldType.SecretText())
                            .required()
                            .onlyWhen("secure", "true")
                            .build(),
                    ConfigField.named("retries", "Retries", new FieldType.Whole(0, 10))
                            .defaultValue("3")
                            .build(),
                    ConfigField.named("patience", "Patience", new FieldType.Time(Duration.ZERO, Duration.ofDays(1)))
                            .build(),
                    ConfigField.named("colour", "Colour", new FieldType.Choice(List.of("red", "blue")))
                            .permissions(new Permission(List.of("Paint.Read", "Paint.Write"), "to see colours", true))
                            .licence("Colour Plan 2")
                            .build(),
                    ConfigField.named("server", "Server", new FieldType.Address("https"))
                            .build(),
                    ConfigField.named("trust", "Trust", new FieldType.Pem()).build(),
                    ConfigField.named("shade", "Shade", new FieldType.Text(Optional.empty(), "a shade"))
                            .onlyWhen("colour", "red", "blue")
                            .build()),
            List.of(List.of("server", "trust")));

    private final JsonNode schema = read(SCHEMA.toJsonSchema());

    @Test
    void everyFieldIsAProperty_inOrder() {
        assertThat(schema.get("properties").fieldNames())
                .toIterable()
                .containsExactly(
                        "name", "secure", "password", "retries", "patience", "colour", "server", "trust", "shade");
        assertThat(schema.at("/properties/colour/x-order").asInt()).isEqualTo(5);
    }

    @Test
    void typesKeepTheirRules() {
        assertThat(schema.at("/properties/name/pattern").asText()).isEqualTo("^(?:[a-z]+)$");
        assertThat(schema.at("/properties/retries/maximum").asInt()).isEqualTo(10);
        assertThat(schema.at("/properties/retries/default").isInt()).isTrue();
        assertThat(schema.at("/properties/secure/default").isBoolean()).isTrue();
        assertThat(schema.at("/properties/colour/enum")).hasSize(2);
        assertThat(schema.at("/properties/patience/format").asText()).isEqualTo("duration");
        assertThat(schema.at("/properties/server/format").asText()).isEqualTo("uri");
        assertThat(schema.at("/properties/name/x-expectation").asText()).isEqualTo("lower-case letters");
        assertThat(schema.at("/properties/patience/x-minimum").asText()).isEqualTo("PT0S");
        assertThat(schema.at("/properties/patience/x-maximum").asText()).isEqualTo("PT24H");
        assertThat(schema.at("/properties/server/x-scheme").asText()).isEqualTo("https");
    }

    @Test
    void secretsAreMarkedAndHaveNoDefault() {
        assertThat(schema.at("/properties/password/writeOnly").asBoolean()).isTrue();
        assertThat(schema.at("/properties/password/default").isMissingNode()).isTrue();
    }

    @Test
    void whatAFieldNeeds_isTold_theLeastPermissionFirst() {
        JsonNode permission = schema.at("/properties/colour/x-permissions/0");

        assertThat(permission.get("anyOf")).extracting(JsonNode::asText).containsExactly("Paint.Read", "Paint.Write");
        assertThat(permission.get("purpose").asText()).isEqualTo("to see colours");
        assertThat(permission.get("optional").asBoolean()).isTrue();
        assertThat(schema.at("/properties/colour/x-licence").asText()).isEqualTo("Colour Plan 2");
        assertThat(schema.at("/properties/server").has("x-permissions")).isFalse();
        assertThat(schema.at("/properties/server").has("x-licence")).isFalse();
    }

    @Test
    void textIsEscaped() {
        assertThat(schema.at("/properties/name/description").asText()).isEqualTo("A \"quoted\" name,\nin two lines");
    }

    @Test
    void conditionalFieldIsRequiredOnlyWhereItApplies() {
        JsonNode rule = schema.at("/allOf/0");

        assertThat(schema.get("required")).extracting(JsonNode::asText).containsExactly("name");
        assertThat(rule.at("/if/properties/secure/const").asBoolean()).isTrue();
        assertThat(rule.at("/then/required/0").asText()).isEqualTo("password");
        assertThat(rule.at("/else/not/required/0").asText()).isEqualTo("password");
    }

    @Test
    void exactlyOneOf_becomesOneOf() {
        assertThat(schema.at("/allOf/2/oneOf")).hasSize(2);
    }

    @Test
    void conditionWithSeveralValues_isMetByEachOfThem() {
        JsonNode rule = schema.at("/allOf/1");

        assertThat(rule.at("/if/properties/colour/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("red", "blue");
        assertThat(rule.at("/if/required/0").asText()).isEqualTo("colour");
        assertThat(rule.at("/else/not/required/0").asText()).isEqualTo("shade");
    }

    @Test
    void sameSchema_sameText() {
        assertThat(SCHEMA.toJsonSchema()).isEqualTo(SCHEMA.toJsonSchema());
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not JSON: " + json, malformed);
        }
    }
}
