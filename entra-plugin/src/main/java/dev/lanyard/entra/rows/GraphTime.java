package dev.lanyard.entra.rows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Reads points in time. A user has several, and the JDK's parser would cost more than the whole rest of the row. */
final class GraphTime {

    private static final int WHOLE_SECONDS = "2024-05-01T08:30:00Z".length();

    private GraphTime() {}

    static Instant parse(String text) throws MalformedValueException {
        try {
            return isWholeSeconds(text) ? wholeSeconds(text) : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw MalformedValueException.expected("a time such as 2024-05-01T08:30:00Z");
        } catch (DateTimeException e) {
            throw MalformedValueException.expected("a time that the calendar has");
        }
    }

    private static boolean isWholeSeconds(String text) {
        if (text.length() != WHOLE_SECONDS) {
            return false;
        }
        for (int i = 0; i < WHOLE_SECONDS; i++) {
            char wanted = "0000-00-00T00:00:00Z".charAt(i);
            char found = text.charAt(i);
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static Instant wholeSeconds(String text) {
        int year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
        return LocalDateTime.of(
                        year,
                        twoDigits(text, 5),
                        twoDigits(text, 8),
                        twoDigits(text, 11),
                        twoDigits(text, 14),
                        twoDigits(text, 17))
                .toInstant(ZoneOffset.UTC);
    }

    private static int twoDigits(String text, int at) {
        return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
    }
}
