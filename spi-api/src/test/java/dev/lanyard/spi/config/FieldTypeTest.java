package dev.lanyard.spi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypeTest {

    private static final FieldType TIME = new FieldType.Time(Duration.ZERO, Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "2m,PT2M", "1h,PT1H", "1d,PT24H", "PT2M,PT2M"})
    void time_isReadAsPeopleWriteIt(String text, Duration expected) {
        assertThat(TIME.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2 m", "-1s", "2d", "PT48H"})
    void time_refusesOtherTextAndValuesOutOfRange(String text) {
        assertThatThrownBy(() -> TIME.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be a duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "ten", "5.0", "99999999999999999999"})
    void whole_refusesOtherTextAndValuesOutOfRange(String text) {
        assertThatThrownBy(() -> new FieldType.Whole(1, 10).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a whole number from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", ""})
    void flag_refusesWhatIsNeitherTrueNorFalse(String text) {
        assertThatThrownBy(() -> new FieldType.Flag().parse(text)).hasMessage("must be true or false");
    }

    @Test
    void choice_namesTheOptions() {
        assertThatThrownBy(() -> new FieldType.Choice(List.of("red", "blue")).parse("green"))
                .hasMessage("must be one of red, blue");
    }

    @Test
    void address_readsAnAbsoluteUri() {
        assertThat(new FieldType.Address("https").parse("https://graph.example/"))
                .isEqualTo(URI.create("https://graph.example/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph.example",
                "http://graph.example",
                "https://",
                "https://user:word@graph.example",
                "https://a b"
            })
    void address_refusesOtherSchemesAndUserInfo(String text) {
        assertThatThrownBy(() -> new FieldType.Address("https").parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a URL such as https://");
    }

    @Test
    void choice_needsAnOption() {
        assertThatThrownBy(() -> new FieldType.Choice(List.of())).hasMessageContaining("at least one option");
    }

    @Test
    void pem_refusesAPrivateKey() {
        String both = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n";

        assertThatThrownBy(() -> new FieldType.Pem().parse(both)).hasMessageContaining("no private key");
    }

    @Test
    void text_matchesTheWholePattern() {
        FieldType type = new FieldType.Text(Optional.of("[0-9]+"), "digits");

        assertThat(type.parse("123")).isEqualTo("123");
        assertThatThrownBy(() -> type.parse("123a")).hasMessage("must be digits");
    }
}
