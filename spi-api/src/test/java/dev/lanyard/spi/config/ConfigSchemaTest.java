package dev.lanyard.spi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {

    private static final ConfigSchema SCHEMA = new ConfigSchema(
            List.of(
                    ConfigField.named("server", "Server", new FieldType.Address("https"))
                            .required()
                            .example("https://directory.example")
                            .build(),
                    ConfigField.named("signIn", "Sign in with", new FieldType.Choice(List.of("password", "key")))
                            .defaultValue("password")
                            .build(),
                    ConfigField.named("password", "Password", new FieldType.SecretText())
                            .required()
                            .onlyWhen("signIn", "password")
                            .build(),
                    ConfigField.named("keyFile", "Key file", new FieldType.Text(Optional.empty(), "a path"))
                            .onlyWhen("signIn", "key")
                            .build(),
                    ConfigField.named("keyText", "Key", new FieldType.SecretText())
                            .onlyWhen("signIn", "key")
                            .build(),
                    ConfigField.named("retries", "Retries", new FieldType.Whole(0, 10))
                            .defaultValue("3")
                            .build(),
                    ConfigField.named("patience", "Patience", new FieldType.Time(Duration.ZERO, Duration.ofHours(1)))
                            .defaultValue("30s")
                            .build(),
                    ConfigField.named("eager", "Eager", new FieldType.Flag()).build()),
            List.of(List.of("keyFile", "keyText")));

    private static final Map<String, String> SOUND =
            Map.of("server", "https://directory.example", "password", "hunter2");

    @Test
    void configure_readsTypedValuesAndDefaults() {
        ConnectorConfig config = SCHEMA.configure(SOUND);

        assertThat(config.uri("server")).isPresent();
        assertThat(config.secret("password")).contains(Secret.of("hunter2"));
        assertThat(config.whole("retries")).contains(3L);
        assertThat(config.duration("patience")).contains(Duration.ofSeconds(30));
        assertThat(config.flag("eager")).isEmpty();
        assertThat(config.text("signIn")).contains("password");
    }

    @Test
    void applies_followsWhatIsSet_alsoWhereOtherFieldsAreWrong() {
        assertThat(SCHEMA.applies("password", Map.of())).isTrue();
        assertThat(SCHEMA.applies("keyFile", Map.of())).isFalse();
        assertThat(SCHEMA.applies("keyFile", Map.of("signIn", "key", "retries", "many")))
                .isTrue();
        assertThat(SCHEMA.applies("password", Map.of("signIn", "key"))).isFalse();
        assertThat(SCHEMA.applies("retries", Map.of())).isTrue();
        assertThat(SCHEMA.applies("colour", Map.of())).isFalse();
    }

    @Test
    void conditions_compareValues_howeverTheyAreWritten() {
        ConfigSchema schema = new ConfigSchema(
                List.of(
                        ConfigField.named("mail", "Mail", new FieldType.Flag()).build(),
                        ConfigField.named("mailbox", "Mailbox", new FieldType.SecretText())
                                .required()
                                .onlyWhen("mail", "true")
                                .build()),
                List.of());

        assertThat(schema.validate(Map.of("mail", "TRUE", "mailbox", "x"))).isEmpty();
        assertThat(schema.validate(Map.of("mail", "True")))
                .extracting(ConfigProblem::field)
                .containsExactly("mailbox");
        assertThat(schema.applies("mailbox", Map.of("mail", "perhaps"))).isFalse();
    }

    @Test
    void validate_reportsEveryProblemAtOnce() {
        List<ConfigProblem> problems =
                SCHEMA.validate(Map.of("retries", "11", "eager", "perhaps", "keyFile", "k", "colour", "red"));

        assertThat(problems)
                .extracting(ConfigProblem::field)
                .containsExactly("server", "password", "keyFile", "retries", "eager", "colour");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    }

    @Test
    void validate_neverRepeatsAValue() {
        List<ConfigProblem> problems = SCHEMA.validate(Map.of("server", "s3cr3t-in-the-wrong-field", "password", "x"));

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("s3cr3t"));
    }

    @Test
    void validate_blankCountsAsNotSet() {
        assertThat(SCHEMA.validate(Map.of("server", " ", "password", "x")))
                .extracting(ConfigProblem::field)
                .containsExactly("server");
    }

    @Test
    void exactlyOneOf_countsOnlyFieldsThatApply() {
        assertThat(SCHEMA.validate(SOUND)).isEmpty();
        assertThat(SCHEMA.validate(Map.of("server", "https://a.example", "signIn", "key")))
                .extracting(ConfigProblem::field)
                .containsExactly("keyFile, keyText");
        assertThat(SCHEMA.validate(Map.of("server", "https://a.example", "signIn", "key", "keyFile", "k")))
                .isEmpty();
        assertThat(SCHEMA.validate(
                        Map.of("server", "https://a.example", "signIn", "key", "keyFile", "k", "keyText", "t")))
                .hasSize(1);
    }

    @Test
    void onlyWhen_withSeveralValues_appliesWithEachOfThem() {
        ConfigSchema schema = new ConfigSchema(
                List.of(
                        ConfigField.named("signIn", "Sign in", new FieldType.Choice(List.of("none", "password", "key")))
                                .defaultValue("none")
                                .build(),
                        ConfigField.named("login", "Login", new FieldType.Text(Optional.empty(), "a name"))
                                .required()
                                .onlyWhen("signIn", "password", "key")
                                .build()),
                List.of());

        assertThat(schema.validate(Map.of())).isEmpty();
        for (String signIn : List.of("password", "key")) {
            assertThat(schema.validate(Map.of("signIn", signIn)))
                    .extracting(ConfigProblem::field)
                    .containsExactly("login");
            assertThat(schema.validate(Map.of("signIn", signIn, "login", "me"))).isEmpty();
        }
        assertThat(schema.validate(Map.of("login", "me")))
                .containsExactly(new ConfigProblem(
                        "login",
                        "applies only when signIn is password or key",
                        "remove login, or set signIn to password or key"));
    }

    @Test
    void configure_unsound_namesEveryFieldInOneError() {
        assertThatThrownBy(() -> SCHEMA.configure(Map.of("retries", "x")))
                .isInstanceOfSatisfying(ConnectorException.class, error -> {
                    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(error).hasMessageContainingAll("server", "password", "retries");
                    assertThat(error.remedy()).contains("for example https://directory.example");
                });
    }

    @Test
    void config_toStringHidesSecrets() {
        assertThat(SCHEMA.configure(SOUND).toString())
                .contains("password=[hidden]")
                .doesNotContain("hunter2");
    }

    @Test
    void config_undeclaredFieldOrOtherType_isRefused() {
        ConnectorConfig config = SCHEMA.configure(SOUND);

        assertThatThrownBy(() -> config.text("colour")).hasMessageContaining("no field 'colour'");
        assertThatThrownBy(() -> config.text("retries")).hasMessageContaining("'retries' is no String");
    }

    @Test
    void schema_refusesNamesUsedTwiceAndUnknownNames() {
        ConfigField field = ConfigField.named("a", "A", new FieldType.Flag()).build();
        ConfigField dependent = ConfigField.named("b", "B", new FieldType.Flag())
                .onlyWhen("missing", "true")
                .build();

        assertThatThrownBy(() -> new ConfigSchema(List.of(field, field), List.of()))
                .hasMessageContaining("declared twice");
        assertThatThrownBy(() -> new ConfigSchema(List.of(dependent), List.of()))
                .hasMessageContaining("'missing'");
    }

    @Test
    void field_refusesADefaultThatItsTypeRefuses() {
        ConfigField.Builder builder = ConfigField.named("retries", "Retries", new FieldType.Whole(0, 10))
                .defaultValue("eleven");

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void field_refusesADefaultForASecret() {
        ConfigField.Builder builder = ConfigField.named("password", "Password", new FieldType.SecretText())
                .defaultValue("changeit");

        assertThatThrownBy(builder::build).hasMessageNotContaining("changeit").hasMessageContaining("password");
    }
}
