package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.rows.ValueReader;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the values of a property look like. A platform that knows only texts may give any of them as a text. */
enum PropertyForm {
    /** A text that is not blank. */
    TEXT(ValueReaders.TEXT, "a text"),
    /** True or false. */
    FLAG(ValueReaders.FLAG, "true or false"),
    /** Several texts; as one text, separated by commas. */
    TEXTS(ValueReaders.TEXTS, "one or more texts"),
    /** A point in time; a day stands for its first moment in UTC, as Graph shows it. */
    TIME(ValueReaders.TIME, "a time such as 2026-01-31T00:00:00Z, or a day"),
    /** Of whatever form the tenant has declared: a single value, or several. */
    ANY(ValueReaders.ANY, "a value");

    @SuppressWarnings("ImmutableEnumChecker") // Readers keep nothing.
    private final ValueReader reader;

    private final String expectation;

    PropertyForm(ValueReader reader, String expectation) {
        this.reader = reader;
        this.expectation = expectation;
    }

    /** Reads it as Graph sends it. */
    ValueReader reader() {
        return reader;
    }

    /** What it must be, in words. */
    String expectation() {
        return expectation;
    }

    /** The value as Graph would tell it, or empty if it does not fit. */
    Optional<AttributeValue> fitting(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return text.value().isBlank() ? Optional.empty() : ofText(text);
        }
        boolean fits = switch (this) {
            case TEXT -> false;
            case FLAG -> value instanceof AttributeValue.Flag;
            case TIME -> value instanceof AttributeValue.Time;
            case TEXTS ->
                value instanceof AttributeValue.Sequence sequence
                        && !sequence.values().isEmpty()
                        && sequence.values().stream().allMatch(AttributeValue.Text.class::isInstance);
            case ANY ->
                value instanceof AttributeValue.Sequence sequence
                        ? sequence.values().stream().allMatch(PropertyForm::isSingle)
                        : isSingle(value);
        };
        if (this == TEXT && value instanceof AttributeValue.Whole whole) {
            return Optional.of(new AttributeValue.Text(Long.toString(whole.value())));
        }
        return fits ? Optional.of(value) : Optional.empty();
    }

    private static boolean isSingle(AttributeValue value) {
        return !(value instanceof AttributeValue.Structure || value instanceof AttributeValue.Sequence);
    }

    private Optional<AttributeValue> ofText(AttributeValue.Text text) {
        return switch (this) {
            case TEXT, ANY -> Optional.of(text);
            case TEXTS -> list(text.value());
            case FLAG ->
                switch (text.value().toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(new AttributeValue.Flag(true));
                    case "false" -> Optional.of(new AttributeValue.Flag(false));
                    default -> Optional.empty();
                };
            case TIME -> moment(text.value()).map(AttributeValue.Time::new);
        };
    }

    private static Optional<AttributeValue> list(String text) {
        List<AttributeValue> values = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .<AttributeValue>map(AttributeValue.Text::new)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new AttributeValue.Sequence(values));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** Puts a fitting value into a body. */
    static void put(JsonBody body, String name, AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            body.put(name, text.value());
        } else if (value instanceof AttributeValue.Flag flag) {
            body.put(name, flag.value());
        } else if (value instanceof AttributeValue.Whole whole) {
            body.put(name, whole.value());
        } else if (value instanceof AttributeValue.Time time) {
            body.put(name, time.value().toString());
        } else if (value instanceof AttributeValue.Sequence sequence) {
            List<Object> elements =
                    sequence.values().stream().map(PropertyForm::element).toList();
            body.put(name, elements);
        }
    }

    private static Object element(AttributeValue value) {
        if (value instanceof AttributeValue.Flag flag) {
            return flag.value();
        } else if (value instanceof AttributeValue.Whole whole) {
            return whole.value();
        } else if (value instanceof AttributeValue.Time time) {
            return time.value().toString();
        }
        return ((AttributeValue.Text) value).value();
    }
}
