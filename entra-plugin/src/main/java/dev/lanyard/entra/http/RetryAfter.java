package dev.lanyard.entra.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a service wants to be left alone. */
public final class RetryAfter {

    /** Whoever asks for more does not mean it: nobody would wait, and clocks would overflow. */
    private static final Duration MOST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * Reads the header {@code Retry-After}.
     *
     * @param text seconds, or a date
     * @param now the time from which a date counts
     * @return how long, from nothing to a day; or empty if the text cannot be read
     */
    public static Optional<Duration> read(String text, Instant now) {
        try {
            return Optional.of(bounded(
                    text.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))));
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(MOST) > 0 ? MOST : asked;
    }
}
