package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which properties of which type are answered. */
public final class Selection {

    private final Map<ObjectType, List<Property>> byType = new EnumMap<>(ObjectType.class);
    private final boolean withId;

    private Selection(boolean withId) {
        this.withId = withId;
    }

    /**
     * Reads the selected names for objects of one type.
     *
     * @param select the names; empty for the type's usual properties
     * @param inList whether more than one object is answered
     * @param access what the token may read
     */
    public static Selection of(ObjectType type, List<String> select, boolean inList, Access access) {
        Selection selection = new Selection(select.isEmpty() || select.contains("id"));
        List<Property> properties = new ArrayList<>();
        for (String name : select) {
            Property property = type.properties().find(name);
            if (property != null && !property.is(Property.Trait.NAV)) {
                properties.add(property);
            } else if (!name.equals("id")) {
                throw unknown(name, "microsoft.graph." + type.graphName());
            }
        }
        refuseSingleOnly(properties, inList);
        access.requireReadable(type, properties);
        selection.byType.put(type, select.isEmpty() ? type.properties().defaults() : properties);
        return selection;
    }

    /** Reads the selected names for objects of any type; a name that one type knows is no error. */
    static Selection ofAnyType(List<String> select, boolean inList, Access access) {
        Selection selection = new Selection(select.isEmpty() || select.contains("id"));
        for (ObjectType type : ObjectType.values()) {
            if (!type.isDirectoryObject()) {
                continue;
            }
            List<Property> properties = new ArrayList<>();
            for (String name : select) {
                Property property = type.properties().find(name);
                if (property != null) {
                    properties.add(property);
                }
            }
            refuseSingleOnly(properties, inList);
            if (access.canRead(type)) {
                access.requireReadable(type, properties);
            }
            selection.byType.put(type, select.isEmpty() ? type.properties().defaults() : properties);
        }
        for (String name : select) {
            if (!name.equals("id") && selection.byType.values().stream().noneMatch(list -> contains(list, name))) {
                throw unknown(name, "microsoft.graph.directoryObject");
            }
        }
        return selection;
    }

    private static boolean contains(List<Property> properties, String name) {
        return properties.stream().anyMatch(property -> property.name().equals(name));
    }

    private static void refuseSingleOnly(List<Property> properties, boolean inList) {
        for (Property property : properties) {
            if (inList && property.is(Property.Trait.SINGLE)) {
                throw new GraphException(
                        501,
                        "NotImplemented",
                        "The property '" + property.name() + "' is only answered for one object.");
            }
        }
    }

    private static GraphException unknown(String name, String typeName) {
        return GraphException.unknown("Parsing OData Select and Expand failed: Could not find a property named '" + name
                + "' on type '" + typeName + "'.");
    }

    /** The properties answered of objects of this type. */
    public List<Property> of(ObjectType type) {
        return byType.getOrDefault(type, List.of());
    }

    /** Whether the id is answered. */
    boolean withId() {
        return withId;
    }
}
