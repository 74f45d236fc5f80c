package dev.lanyard.spi.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
        private record Entry(String name, AttributeValue value) {}

        private final List<Entry> entries = new ArrayList<>();

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
            entries.add(new Entry(name, Objects.requireNonNull(value, name)));
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
            if (entries.isEmpty()) {
                return NONE;
            }
            entries.sort(Comparator.comparing(Entry::name));
            String[] names = new String[entries.size()];
            AttributeValue[] values = new AttributeValue[names.length];
            for (int i = 0; i < names.length; i++) {
                Entry entry = entries.get(i);
                if (i > 0 && entry.name().equals(names[i - 1])) {
                    throw new IllegalArgumentException("attribute '" + entry.name() + "' was added twice");
                }
                names[i] = entry.name();
                values[i] = entry.value();
            }
            return new Attributes(names, values);
        }
    }
}
