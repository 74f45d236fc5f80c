package dev.lanyard.spi.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Named values, sorted by name.
 *
 * <p>A tenant has millions of these, so they are kept as two arrays rather than as a map. A value that the system does
 * not have is absent, never null or empty text in its place. Immutable.
 */
public final class Attributes {

    /** Without any value. */
    public static final Attributes NONE = new Attributes(new String[0], new AttributeValue[0]);

    private final String[] names;
    private final AttributeValue[] values;

    private Attributes(String[] names, AttributeValue[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Starts a set of attributes.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Finds a value.
     *
     * @param name the system's name for it
     * @return the value, or empty if the resource does not have it
     */
    public Optional<AttributeValue> get(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? Optional.empty() : Optional.of(values[index]);
    }

    /**
     * Finds a text.
     *
     * @param name the system's name for it
     * @return the text, or empty if the value is absent or no text
     */
    public Optional<String> text(String name) {
        return get(name)
                .filter(AttributeValue.Text.class::isInstance)
                .map(value -> ((AttributeValue.Text) value).value());
    }

    /**
     * The names that have a value.
     *
     * @return sorted, unmodifiable
     */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    /**
     * Visits every value in the order of the names.
     *
     * @param visitor receives name and value
     */
    public void forEach(BiConsumer<String, AttributeValue> visitor) {
        for (int i = 0; i < names.length; i++) {
            visitor.accept(names[i], values[i]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes attributes
                && Arrays.equals(names, attributes.names)
                && Arrays.equals(values, attributes.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append('=')
                .append(value));
        return text.append('}').toString();
    }

    /** Collects attributes; for one thread. */
    public static final class Builder {
        private static final int INITIAL_ROOM = 16;

        /** Sorted at any time, like what is made of them. */
        private String[] names = new String[INITIAL_ROOM];

        private AttributeValue[] values = new AttributeValue[INITIAL_ROOM];
        private int size;

        private Builder() {}

        /**
         * Adds a value.
         *
         * @param name the system's name for it, not blank
         * @param value the value
         * @return this
         */
        public Builder put(String name, AttributeValue value) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("an attribute's name must not be blank");
            }
            Objects.requireNonNull(value, name);
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            int place = size++;
            // Values mostly come in the order of their names, and stay where they are.
            for (; place > 0 && names[place - 1].compareTo(name) > 0; place--) {
                names[place] = names[place - 1];
                values[place] = values[place - 1];
            }
            names[place] = name;
            values[place] = value;
            return this;
        }

        /**
         * Adds a text.
         *
         * @param name the system's name for it, not blank
         * @param value the text
         * @return this
         */
        public Builder put(String name, String value) {
            return put(name, new AttributeValue.Text(value));
        }

        /**
         * Adds a flag.
         *
         * @param name the system's name for it, not blank
         * @param value true or false
         * @return this
         */
        public Builder put(String name, boolean value) {
            return put(name, new AttributeValue.Flag(value));
        }

        /**
         * Makes the attributes.
         *
         * @return the attributes
         * @throws IllegalArgumentException if a name was added twice
         */
        public Attributes build() {
            if (size == 0) {
                return NONE;
            }
            for (int i = 1; i < size; i++) {
                if (names[i].equals(names[i - 1])) {
                    throw new IllegalArgumentException("attribute '" + names[i] + "' was added twice");
                }
            }
            return new Attributes(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
        }
    }
}
