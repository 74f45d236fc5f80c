package dev.lanyard.simulator.tenant;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One property of a Graph type: its name, its type, and how it may be asked for. */
public final class Property {

    /** How a property may be asked for. */
    public enum Trait {
        /** Returned when nothing is selected. */
        DEFAULT,
        /** Readable with a ReadBasic permission. */
        BASIC,
        /** Only answered when one object is read, never in a list. */
        SINGLE,
        /** May stand in {@code eq}, {@code ne} and {@code in}. */
        EQ,
        /** May stand in {@code startsWith}. */
        STARTS,
        /** May stand in {@code endsWith}. */
        ENDS,
        /** May stand in {@code $orderby}. */
        SORT,
        /** May stand before {@code /$count} in {@code $filter}. */
        COUNT,
        /** Another object, told only when it is expanded. */
        NAV,
        /** A directory or schema extension of this tenant; left out of an answer where it was never set. */
        EXTENSION
    }

    private final String name;
    private final String type;
    private final int index;
    private final Set<Trait> traits;
    private final @Nullable String permission;
    private final byte[] key;

    Property(String name, String type, int index, Set<Trait> traits, @Nullable String permission) {
        this.name = name;
        this.type = type;
        this.index = index;
        this.traits = Set.copyOf(traits);
        this.permission = permission;
        this.key = ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** The name as Graph spells it. */
    public String name() {
        return name;
    }

    /** The EDM type, such as {@code Edm.String} or {@code Collection(assignedLicense)}. */
    public String type() {
        return type;
    }

    /** The position in its type's table, which is also where an object keeps the value. */
    public int index() {
        return index;
    }

    /** Whether the property may be asked for in this way. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The application permission needed beyond reading the object itself, or null. */
    public @Nullable String permission() {
        return permission;
    }

    /** Whether the value is a list. */
    public boolean isCollection() {
        return type.startsWith("Collection(");
    }

    /** The property's name as the beginning of a JSON member. The array is shared: do not write to it. */
    public byte[] key() {
        return key;
    }
}
