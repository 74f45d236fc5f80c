package dev.lanyard.host.cli.common;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How commands write what is no text of its own: numbers, durations, constants. */
public final class Words {

    private Words() {}

    /**
     * Writes a number with commas.
     *
     * @param value the number
     * @return for example {@code 1,234,567}
     */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * Writes a duration as exactly as a person wants it.
     *
     * @param time how long
     * @return for example {@code 350 ms}, {@code 12 s} or {@code 3 min 5 s}
     */
    public static String seconds(Duration time) {
        long seconds = TimeUnit.MILLISECONDS.toSeconds(time.toMillis() + 500);
        if (seconds < 1) {
            return time.toMillis() + " ms";
        }
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /**
     * Writes a constant in small letters.
     *
     * @param constant the constant
     * @return for example {@code resource changed}
     */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
