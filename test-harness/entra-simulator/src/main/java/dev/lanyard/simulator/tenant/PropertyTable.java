package dev.lanyard.simulator.tenant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that Graph v1.0 knows of one type, read from a {@code .table} resource beside this class. */
public final class PropertyTable {

    private final Map<String, Property> byName;
    private final List<Property> properties;
    private final List<Property> defaults;

    private PropertyTable(Map<String, Property> byName) {
        this.byName = Collections.unmodifiableMap(byName);
        this.properties = List.copyOf(byName.values());
        this.defaults = properties.stream()
                .filter(property -> property.is(Property.Trait.DEFAULT))
                .toList();
    }

    static PropertyTable read(String typeName) {
        InputStream resource = PropertyTable.class.getResourceAsStream(typeName + ".table");
        if (resource == null) {
            throw new IllegalStateException("no table of properties for " + typeName);
        }
        Map<String, Property> byName = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Property property = property(line.strip().split("\\s+", -1), byName.size());
                    byName.put(property.name(), property);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new PropertyTable(byName);
    }

    private static Property property(String[] words, int index) {
        Set<Property.Trait> traits = EnumSet.noneOf(Property.Trait.class);
        String permission = null;
        for (String word : List.of(words).subList(2, words.length)) {
            if (word.startsWith("needs=")) {
                permission = word.substring("needs=".length());
            } else {
                traits.add(Property.Trait.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return new Property(words[0], words[1], index, traits, permission);
    }

    /** The property of this name, or null if the type has none. Case matters, as in Graph. */
    public @Nullable Property find(String name) {
        return byName.get(name);
    }

    /** The property of this name, which must exist. */
    public Property get(String name) {
        Property property = byName.get(name);
        if (property == null) {
            throw new IllegalArgumentException("no property named " + name);
        }
        return property;
    }

    /** All properties except {@code id}, in alphabetical order. */
    public List<Property> all() {
        return properties;
    }

    /** What is returned when nothing is selected. */
    public List<Property> defaults() {
        return defaults;
    }

    /** How many properties there are. */
    public int size() {
        return properties.size();
    }
}
