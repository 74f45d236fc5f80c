package dev.lanyard.entra.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "17, PT17S",
        "'Thu, 1 Jan 2026 12:01:00 GMT', PT1M",
        "'Thu, 1 Jan 2026 11:59:00 GMT', PT0S",
        "99999999999999, P1D",
        "'Thu, 1 Jan 2099 12:00:00 GMT', P1D",
    })
    void wait_isFromNothingToADay(String text, Duration wait) {
        assertThat(RetryAfter.read(text, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void whatIsNeitherSecondsNorADate_isNothing(String text) {
        assertThat(RetryAfter.read(text, NOW)).isEmpty();
    }
}
