package dev.lanyard.simulator.tenant;

import java.util.Optional;

/** The types of directory object that a tenant holds. */
public enum ObjectType {
    USER("user"),
    GROUP("group"),
    SERVICE_PRINCIPAL("servicePrincipal"),
    DEVICE("device"),
    ORG_CONTACT("orgContact"),
    ORGANIZATION("organization");

    private final String graphName;
    // A table never changes once it is read.
    @SuppressWarnings("ImmutableEnumChecker")
    private final PropertyTable properties;

    ObjectType(String graphName) {
        this.graphName = graphName;
        this.properties = PropertyTable.read(graphName);
    }

    /** The name as Graph spells it, such as {@code orgContact}. */
    public String graphName() {
        return graphName;
    }

    /** The value of {@code @odata.type}, such as {@code #microsoft.graph.orgContact}. */
    public String odataType() {
        return "#microsoft.graph." + graphName;
    }

    /** What Graph knows of the type. */
    public PropertyTable properties() {
        return properties;
    }

    /** The type of this Graph name, if a tenant holds such objects. */
    public static Optional<ObjectType> named(String graphName) {
        for (ObjectType type : values()) {
            if (type.graphName.equalsIgnoreCase(graphName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
