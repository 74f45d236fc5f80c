package dev.lanyard.entra.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a service wants to be left alone. */
public final class RetryAfter {

    private RetryAfter() {}

    /**
     * Reads the header {@code Retry-After}.
     *
     * @param text seconds, or a date
     * @param now the time from which a date counts
     * @return how long, or empty if the text cannot be read
     */
    public static Optional<Duration> read(String text, Instant now) {
        try {
            return Optional.of(
                    text.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
