package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the properties that a body sets, and refuses what the type does not have, forbids or cannot hold. */
final class PropertyValues {

    private final ObjectType type;
    private final Set<String> writable;
    private final Map<String, Integer> longest;

    /**
     * Knows what may be set.
     *
     * @param type the type
     * @param writable the names of what may be set
     * @param longest how long a text may be, by name
     */
    PropertyValues(ObjectType type, Set<String> writable, Map<String, Integer> longest) {
        this.type = type;
        this.writable = writable;
        this.longest = longest;
    }

    /** The values by name, null for what is unset; annotations are passed over. */
    Map<String, @Nullable JsonNode> read(JsonNode body) {
        Map<String, @Nullable JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            String name = member.getKey();
            if (name.contains("@odata.")) {
                continue;
            }
            Property property = type.properties().find(name);
            if (property == null && !name.equals("id")) {
                throw GraphException.unknown("The property '" + name + "' does not exist on type 'microsoft.graph."
                        + type.graphName()
                        + "'. Make sure to only use property names that are defined by the type.");
            }
            if (property == null || !writable.contains(name)) {
                throw GraphException.badRequest("Property '" + name + "' is read-only and cannot be set.");
            }
            JsonNode value = member.getValue();
            boolean empty = value.isNull() || (value.isArray() && value.isEmpty());
            if (!empty) {
                requireFitting(property, value);
            }
            values.put(name, empty ? null : value);
        }
        return values;
    }

    private void requireFitting(Property property, JsonNode value) {
        boolean fits = switch (property.type()) {
            case "Edm.String", "Edm.DateTimeOffset", "Edm.Guid" -> value.isTextual();
            case "Edm.Boolean" -> value.isBoolean();
            case "Edm.Int32" -> value.isInt();
            default -> property.isCollection() ? value.isArray() : value.isObject();
        };
        if (!fits) {
            throw GraphException.unknown("Cannot convert a value to the expected type '" + property.type()
                    + "' for property '" + property.name() + "'.");
        }
        if (property.type().equals("Edm.String")
                && (value.asText().isBlank()
                        || value.asText().length() > longest.getOrDefault(property.name(), 1024))) {
            throw invalid(property.name());
        }
        if (property.type().equals("Edm.DateTimeOffset") && !isMoment(value.asText())) {
            throw GraphException.unknown(
                    "Cannot convert the literal '" + value.asText() + "' to the expected type 'Edm.DateTimeOffset'.");
        }
    }

    private static boolean isMoment(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }

    /** Refuses a body that lacks one of these. */
    void requireAll(Map<String, @Nullable JsonNode> values, String... names) {
        for (String name : names) {
            if (values.get(name) == null) {
                throw GraphException.badRequest(
                        "A value is required for property '" + name + "' of resource '" + resource() + "'.");
            }
        }
    }

    /** The refusal of a value that the property cannot have. */
    GraphException invalid(String name) {
        return GraphException.badRequest(
                "Invalid value specified for property '" + name + "' of resource '" + resource() + "'.");
    }

    private String resource() {
        return type.graphName().substring(0, 1).toUpperCase(Locale.ROOT)
                + type.graphName().substring(1);
    }
}
