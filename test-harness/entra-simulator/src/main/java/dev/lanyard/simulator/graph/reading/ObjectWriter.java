package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Property;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes objects as Graph does, copying the bytes of their values; for one answer and one thread. */
public final class ObjectWriter {

    private static final byte[] NULL = ascii("null");
    private static final byte[] EMPTY_LIST = ascii("[]");

    private final Directory directory;
    private final Access access;
    private final ByteArrayOutputStream out;

    /** Writes objects of this directory as far as the token may see them. */
    public ObjectWriter(Directory directory, Access access, ByteArrayOutputStream out) {
        this.directory = directory;
        this.access = access;
        this.out = out;
    }

    /** Writes text that needs no escaping. */
    public void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes an object and leaves it open for more members.
     *
     * @param object the object
     * @param selection its properties; those never set are null, or an empty list
     * @param withType whether {@code @odata.type} is told, as among objects of several types
     */
    public void open(DirectoryObject object, Selection selection, boolean withType) {
        out.write('{');
        boolean first = true;
        if (withType) {
            text("\"@odata.type\":\"" + object.type().odataType() + "\"");
            first = false;
        }
        if (selection.withId()) {
            text((first ? "" : ",") + "\"id\":\"" + object.id() + "\"");
            first = false;
        }
        boolean readable = access.canRead(object.type());
        for (Property property : selection.of(object.type())) {
            if (property.is(Property.Trait.EXTENSION) && !object.isSet(property)) {
                continue;
            }
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(property.key());
            if (readable && object.isSet(property)) {
                object.writeValue(property, out);
            } else {
                out.writeBytes(readable && property.isCollection() ? EMPTY_LIST : NULL);
            }
        }
    }

    /** Closes what {@link #open} opened. */
    public void close() {
        out.write('}');
    }

    /** Writes a whole object. */
    public void write(int slot, Selection selection, boolean withType) {
        DirectoryObject object = directory.object(slot);
        if (object != null) {
            open(object, selection, withType);
            close();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
