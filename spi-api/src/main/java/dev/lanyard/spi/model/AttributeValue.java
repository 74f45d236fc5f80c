package dev.lanyard.spi.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The value of an attribute: one of a closed set of shapes. Immutable. */
public sealed interface AttributeValue {

    /**
     * Text, kept exactly as the system sent it.
     *
     * @param value not null; may be empty
     */
    record Text(String value) implements AttributeValue {
        /** Refuses null. */
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record Flag(boolean value) implements AttributeValue {}

    /**
     * A whole number.
     *
     * @param value the number
     */
    record Whole(long value) implements AttributeValue {}

    /**
     * A point in time.
     *
     * @param value not null
     */
    record Time(Instant value) implements AttributeValue {
        /** Refuses null. */
        public Time {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Several values, in the system's order.
     *
     * @param values may be empty
     */
    record Sequence(List<AttributeValue> values) implements AttributeValue {
        /** Keeps a copy. */
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /**
     * Named values within a value.
     *
     * @param fields may be empty
     */
    record Structure(Attributes fields) implements AttributeValue {
        /** Refuses null. */
        public Structure {
            Objects.requireNonNull(fields, "fields");
        }
    }
}
