package dev.lanyard.host.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How commands write what is no text of its own: numbers, durations, constants. */
final class Words {

    private Words() {}

    /** A number with commas, for example {@code 1,234,567}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A duration as exactly as a person wants it, for example {@code 350 ms}, {@code 12 s} or {@code 3 min 5 s}. */
    static String seconds(Duration time) {
        long seconds = TimeUnit.MILLISECONDS.toSeconds(time.toMillis() + 500);
        if (seconds < 1) {
            return time.toMillis() + " ms";
        }
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** A constant in small letters, for example {@code resource changed}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
