package dev.lanyard.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.Problem;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsDraftTest {

    private static final ConfigField SITE = ConfigField.named(
                    "siteName", "Site", new FieldType.Text(Optional.empty(), "a name"))
            .group("Where")
            .build();
    private static final ConfigField KEY = ConfigField.named("apiKey", "Key", new FieldType.SecretText())
            .required()
            .build();
    private static final ConfigField SIZE = ConfigField.named("size", "Size", new FieldType.Whole(1, 9))
            .group("How")
            .build();
    private static final ConfigSchema SCHEMA = new ConfigSchema(List.of(SITE, KEY, SIZE), List.of());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b:c#d!e",
                "C:\\new\\table",
                "\\u0041",
                "ünïcödé \uD83D\uDE00",
                "two\nlines\r\n\tand a tab",
                "$${env:X}",
                "# no comment"
            })
    void whatIsWritten_isReadAsItWas(String value) throws IOException {
        SettingsDraft draft = draft(Map.of());
        assertThat(draft.set(SITE, value)).isEmpty();
        draft.write(folder.resolve("a.properties"), "sample");
        SettingsFile read = SettingsFile.read(folder.resolve("a.properties"));
        assertThat(read.values()).containsOnly(Map.entry("connector", "sample"), Map.entry("siteName", value));
        assertThat(read.readableByOthers()).isFalse();
    }

    @Test
    void wrongAnswer_isToldAtOnce_andChangesNothing() {
        SettingsDraft draft = draft(Map.of());
        assertThat(draft.set(SIZE, "3")).isEmpty();
        assertThat(draft.set(SIZE, "30")).map(Problem::message).contains("size must be a whole number from 1 to 9");
        assertThat(draft.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("apiKey"));
        assertThat(draft.set(KEY, "reference", Secret.of("k"))).isEmpty();
        assertThat(draft.configure().whole("size")).contains(3L);
        draft.clear("size");
        assertThat(draft.isSet("size")).isFalse();
        assertThat(draft.configure().whole("size")).isEmpty();
    }

    @Test
    void reference_standsForWhatItRefersTo_andIsWrittenSoThatItIsFoundFromEverywhere() throws IOException {
        Files.writeString(folder.resolve("size.txt"), "4\n");
        SettingsDraft draft = draft(Map.of("KEY", "k"));
        assertThat(draft.set(SIZE, "${file:size.txt}")).isEmpty();
        assertThat(draft.set(KEY, "${env:KEY}")).isEmpty();
        assertThat(draft.set(SITE, "${env:NONE}"))
                .map(Problem::message)
                .contains("siteName refers to the environment variable NONE, which is not set");
        assertThat(draft.configure().whole("size")).contains(4L);
        assertThat(draft.configure().secret("apiKey")).contains(Secret.of("k"));
        draft.write(folder.resolve("a.properties"), "sample");
        assertThat(Files.readString(folder.resolve("a.properties")))
                .contains("size=${file:" + folder.resolve("size.txt") + "}", "apiKey=${env:KEY}", "# How");
    }

    @Test
    void binaryFile_isFoundFromEverywhereToo() throws IOException {
        Files.write(folder.resolve("key.p12"), new byte[] {0, 1, 2});
        SettingsDraft draft = draft(Map.of());
        assertThat(SettingsDraft.isReference(" ${base64:key.p12} ")).isTrue();
        assertThat(draft.set(KEY, "${base64:key.p12}")).isEmpty();
        assertThat(draft.configure().secret("apiKey")).contains(Secret.of("AAEC"));
        draft.write(folder.resolve("a.properties"), "sample");
        assertThat(Files.readString(folder.resolve("a.properties")))
                .contains("apiKey=${base64:" + folder.resolve("key.p12") + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "$${env:X}", "${env:X} and more", "${other:X}", "${env}"})
    void whatHoldsAValueOfItsOwn_isNoReference(String text) {
        assertThat(SettingsDraft.isReference(text)).isFalse();
    }

    @Test
    void secret_isNeitherWrittenNorShown() throws IOException {
        SettingsDraft draft = draft(Map.of());
        draft.set(KEY, "${vault:north/apiKey}", Secret.of("planted-Marker"));
        draft.write(folder.resolve("a.properties"), "sample");
        assertThat(Files.readString(folder.resolve("a.properties")))
                .contains("apiKey=${vault:north/apiKey}")
                .doesNotContain("planted-Marker");
        assertThat(draft.toString()).doesNotContain("planted-Marker");
        assertThat(draft.configure().secret("apiKey")).contains(Secret.of("planted-Marker"));
    }

    private SettingsDraft draft(Map<String, String> environment) {
        return new SettingsDraft(SCHEMA, folder, environment, SecretSource.NONE);
    }
}
