package dev.lanyard.entra.rows;

import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a page. The reader fills the same row again for the next object: take what you need before you return.
 */
public final class Row {

    private final PropertyTable table;
    private final @Nullable AttributeValue[] values;
    private final BitSet told = new BitSet();
    private final List<Link> links = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private String type = "";
    private Optional<String> removal = Optional.empty();

    Row(PropertyTable table) {
        this.table = table;
        this.values = new AttributeValue[table.size()];
    }

    /**
     * Whether a property is among those that are read.
     *
     * @param name Graph's name
     * @return whether the table has it
     */
    public boolean has(String name) {
        return table.slot(name) >= 0;
    }

    /**
     * Whether Graph has said anything of a property, be it that the object does not have it.
     *
     * @param name a property of the table
     * @return false if the object came without the property's name
     */
    public boolean tells(String name) {
        return told.get(slot(name));
    }

    /**
     * A text.
     *
     * @param name a property of the table
     * @return the text, or empty text if the object does not have it
     */
    public String text(String name) {
        return value(name) instanceof AttributeValue.Text text ? text.value() : "";
    }

    /**
     * A flag.
     *
     * @param name a property of the table
     * @param otherwise what counts if the object does not have it
     * @return the flag
     */
    public boolean flag(String name, boolean otherwise) {
        return value(name) instanceof AttributeValue.Flag flag ? flag.value() : otherwise;
    }

    /**
     * Whether a list of texts holds one.
     *
     * @param name a property of the table
     * @param text what to look for
     * @return false also if the object does not have the list
     */
    public boolean lists(String name, String text) {
        return value(name) instanceof AttributeValue.Sequence sequence
                && sequence.values().contains(new AttributeValue.Text(text));
    }

    /**
     * A list of objects.
     *
     * @param name a property of the table, read as a list of structures
     * @return what each of them has; empty also if the object does not have the list
     */
    public List<Attributes> structures(String name) {
        return value(name) instanceof AttributeValue.Sequence sequence
                ? sequence.values().stream()
                        .filter(AttributeValue.Structure.class::isInstance)
                        .map(each -> ((AttributeValue.Structure) each).fields())
                        .toList()
                : List.of();
    }

    /**
     * An object.
     *
     * @param name a property of the table, read as a structure
     * @return what it has, or empty if the object does not have the property
     */
    public Optional<Attributes> structure(String name) {
        return value(name) instanceof AttributeValue.Structure structure
                ? Optional.of(structure.fields())
                : Optional.empty();
    }

    /**
     * A list of texts.
     *
     * @param name a property of the table, read as a list of texts
     * @return the texts; empty also if the object does not have the list
     */
    public List<String> texts(String name) {
        return value(name) instanceof AttributeValue.Sequence sequence
                ? sequence.values().stream()
                        .filter(AttributeValue.Text.class::isInstance)
                        .map(each -> ((AttributeValue.Text) each).value())
                        .toList()
                : List.of();
    }

    /**
     * A point in time.
     *
     * @param name a property of the table, read as a time
     * @return the time, or empty if the object does not have it
     */
    public Optional<Instant> time(String name) {
        return value(name) instanceof AttributeValue.Time time ? Optional.of(time.value()) : Optional.empty();
    }

    /**
     * Everything that the object has.
     *
     * @param except properties that have another place in the record
     * @return a builder to which more can be added
     */
    public Attributes.Builder attributes(Set<String> except) {
        BitSet wanted = new BitSet();
        wanted.set(0, values.length);
        for (String name : except) {
            int slot = table.slot(name);
            if (slot >= 0) {
                wanted.clear(slot);
            }
        }
        Attributes.Builder attributes = Attributes.builder();
        for (int slot = wanted.nextSetBit(0); slot >= 0; slot = wanted.nextSetBit(slot + 1)) {
            AttributeValue value = values[slot];
            if (value != null) {
                attributes.put(table.name(slot), value);
            }
        }
        return attributes;
    }

    /**
     * How many of the table's properties the object has.
     *
     * @return from 0 on
     */
    public int size() {
        int size = 0;
        for (AttributeValue value : values) {
            size += value == null ? 0 : 1;
        }
        return size;
    }

    /**
     * How many of the table's properties Graph has said anything of, be it that the object does not have them.
     *
     * @return from 0 on
     */
    public int told() {
        return told.cardinality();
    }

    /**
     * What the object points to, in Graph's order.
     *
     * @return valid until the next row
     */
    public List<Link> links() {
        return Collections.unmodifiableList(links);
    }

    /**
     * What could not be read, one line each, naming the property.
     *
     * @return empty for a sound row; valid until the next one
     */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    /**
     * What Graph says the object is.
     *
     * @return for example {@code #microsoft.graph.user}; empty if Graph does not say
     */
    public String type() {
        return type;
    }

    /**
     * Whether Graph says that the object is gone.
     *
     * @return true for a row with {@code @removed}
     */
    public boolean removed() {
        return removal.isPresent();
    }

    /**
     * Whether Graph says that the object is gone for good.
     *
     * @return true for the reason {@code deleted}, false while it can be restored ({@code changed}) and for an object
     *     that is there
     */
    public boolean removedForGood() {
        return removal.isPresent() && removal.get().equals("deleted");
    }

    private @Nullable AttributeValue value(String name) {
        return values[slot(name)];
    }

    private int slot(String name) {
        int slot = table.slot(name);
        if (slot < 0) {
            throw new IllegalArgumentException("'" + name + "' is not among " + table);
        }
        return slot;
    }

    void clear() {
        Arrays.fill(values, null);
        told.clear();
        links.clear();
        problems.clear();
        type = "";
        removal = Optional.empty();
    }

    void tell(int slot) {
        told.set(slot);
    }

    void set(int slot, @Nullable AttributeValue value) {
        values[slot] = value;
    }

    void setType(String graphType) {
        type = graphType;
    }

    void setRemoved(String reason) {
        removal = Optional.of(reason);
    }

    void addLink(Link link) {
        links.add(link);
    }

    void addProblem(String problem) {
        problems.add(problem);
    }
}
