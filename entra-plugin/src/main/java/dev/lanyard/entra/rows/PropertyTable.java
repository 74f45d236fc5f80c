package dev.lanyard.entra.rows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wanted of a type of object: its properties under Graph's names, and the form of each.
 *
 * <p>Every property has a slot, numbered in the order of the names, so that a row is an array and its attributes come
 * out sorted. Immutable.
 */
public final class PropertyTable {

    private final Map<String, Integer> slots;
    private final String[] names;
    private final ValueReader[] readers;

    private PropertyTable(SortedMap<String, ValueReader> properties) {
        names = properties.keySet().toArray(String[]::new);
        readers = properties.values().toArray(ValueReader[]::new);
        slots = new HashMap<>();
        for (int slot = 0; slot < names.length; slot++) {
            slots.put(names[slot], slot);
        }
    }

    /**
     * Starts a table.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The names of all properties, as a request selects them.
     *
     * @return sorted
     */
    public List<String> names() {
        return List.of(names);
    }

    int size() {
        return names.length;
    }

    /** The slot of a property, or -1 if it is not wanted. */
    int slot(String name) {
        Integer slot = slots.get(name);
        return slot == null ? -1 : slot;
    }

    String name(int slot) {
        return names[slot];
    }

    ValueReader reader(int slot) {
        return readers[slot];
    }

    @Override
    public String toString() {
        return Arrays.toString(names);
    }

    /** Collects properties; for one thread. */
    public static final class Builder {
        private final SortedMap<String, ValueReader> properties = new TreeMap<>();

        private Builder() {}

        /**
         * Adds properties of one form.
         *
         * @param reader the form
         * @param names Graph's names
         * @return this
         */
        public Builder add(ValueReader reader, String... names) {
            for (String name : names) {
                if (properties.put(name, reader) != null) {
                    throw new IllegalArgumentException("property '" + name + "' is listed twice");
                }
            }
            return this;
        }

        /**
         * Makes the table.
         *
         * @return the table
         */
        public PropertyTable build() {
            return new PropertyTable(properties);
        }
    }
}
