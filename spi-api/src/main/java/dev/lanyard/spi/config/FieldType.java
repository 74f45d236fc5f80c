package dev.lanyard.spi.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kind of value a field takes, and how its text is read. Each type's {@code parse} answers the typed value or
 * throws an {@link IllegalArgumentException} whose message says, without repeating the value, what the value should be.
 */
public sealed interface FieldType {

    /**
     * Reads a value.
     *
     * @param text what the administrator entered, without surrounding white space
     * @return a {@link String}, {@link Secret}, {@link Boolean}, {@link Long}, {@link Duration} or {@link URI}
     * @throws IllegalArgumentException if the text is no such value
     */
    Object parse(String text);

    /**
     * A line of text.
     *
     * @param pattern a regular expression that the whole text must match, or empty if any text will do
     * @param expectation what the text should be, in words, for example "a GUID"
     */
    record Text(Optional<String> pattern, String expectation) implements FieldType {
        /** Refuses null. */
        public Text {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(expectation, "expectation");
        }

        @Override
        public Object parse(String text) {
            if (pattern.isPresent() && !Pattern.matches(pattern.get(), text)) {
                throw new IllegalArgumentException("must be " + expectation);
            }
            return text;
        }
    }

    /** A secret: never shown, printed or exported. */
    record SecretText() implements FieldType {
        @Override
        public Object parse(String text) {
            return Secret.of(text);
        }
    }

    /** True or false. */
    record Flag() implements FieldType {
        @Override
        public Object parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("must be true or false");
            };
        }
    }

    /**
     * A whole number.
     *
     * @param minimum the smallest that is allowed
     * @param maximum the largest that is allowed
     */
    record Whole(long minimum, long maximum) implements FieldType {
        @Override
        public Object parse(String text) {
            String expectation = "must be a whole number from " + minimum + " to " + maximum;
            try {
                long value = Long.parseLong(text);
                if (value >= minimum && value <= maximum) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(expectation, notANumber);
            }
            throw new IllegalArgumentException(expectation);
        }
    }

    /**
     * A length of time, written as ISO-8601 ({@code PT2M}) or as a number with a unit ({@code 500ms}, {@code 30s},
     * {@code 2m}, {@code 1h}, {@code 7d}).
     *
     * @param minimum the shortest that is allowed
     * @param maximum the longest that is allowed
     */
    record Time(Duration minimum, Duration maximum) implements FieldType {
        /** Refuses null. */
        public Time {
            Objects.requireNonNull(minimum, "minimum");
            Objects.requireNonNull(maximum, "maximum");
        }

        @Override
        public Object parse(String text) {
            Duration value = DurationText.parse(text);
            if (value.compareTo(minimum) < 0 || value.compareTo(maximum) > 0) {
                throw new IllegalArgumentException("must be a duration from " + minimum + " to " + maximum);
            }
            return value;
        }
    }

    /**
     * One of several values.
     *
     * @param options the values, in the order in which to show them; not empty
     */
    record Choice(List<String> options) implements FieldType {
        /** Keeps a copy, and refuses an empty list. */
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("a choice needs at least one option");
            }
        }

        @Override
        public Object parse(String text) {
            if (!options.contains(text)) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", options));
            }
            return text;
        }
    }

    /**
     * An absolute URI.
     *
     * @param scheme the scheme that it must have, for example {@code https}
     */
    record Address(String scheme) implements FieldType {
        /** Refuses null. */
        public Address {
            Objects.requireNonNull(scheme, "scheme");
        }

        @Override
        public Object parse(String text) {
            String expectation = "must be a URL such as " + scheme + "://host.example";
            try {
                URI uri = new URI(text);
                if (scheme.equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                    return uri;
                }
            } catch (URISyntaxException malformed) {
                throw new IllegalArgumentException(expectation, malformed);
            }
            throw new IllegalArgumentException(expectation);
        }
    }

    /** Certificates in PEM form, public parts only. */
    record Pem() implements FieldType {
        private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

        @Override
        public Object parse(String text) {
            if (!text.contains(BEGIN) || text.contains("PRIVATE KEY-----")) {
                throw new IllegalArgumentException(
                        "must hold one or more certificates in PEM form (" + BEGIN + " …)" + " and no private key");
            }
            return text;
        }
    }
}
