package dev.lanyard.simulator.tenant;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole directory as JSON lines: an independent truth to compare with what was read through Graph.
 *
 * <p>First every object by type and id, then every membership, then every ownership, each ordered by both ids.
 */
public final class TenantStateWriter {

    private final Directory directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

    private TenantStateWriter(Directory directory) {
        this.directory = directory;
    }

    /** The directory as JSON lines in UTF-8. */
    public static byte[] write(Directory directory) {
        TenantStateWriter writer = new TenantStateWriter(directory);
        for (ObjectType type : ObjectType.values()) {
            if (type != ObjectType.ORGANIZATION) {
                writer.sorted(type).forEach(writer::object);
            }
        }
        writer.links(Link.MEMBERS, "membership", "member");
        writer.links(Link.OWNERS, "ownership", "owner");
        return writer.out.toByteArray();
    }

    private IntStream sorted(ObjectType type) {
        return byId(IntStream.of(directory.slots(type)).filter(slot -> directory.object(slot) != null));
    }

    private IntStream byId(IntStream slots) {
        return slots.boxed().sorted(Comparator.comparing(this::id)).mapToInt(Integer::intValue);
    }

    private String id(int slot) {
        DirectoryObject object = directory.object(slot);
        return object == null ? "" : object.id();
    }

    private void object(int slot) {
        DirectoryObject object = directory.object(slot);
        if (object == null) {
            return;
        }
        text("{\"type\":\"" + object.type().graphName() + "\",\"id\":\"" + object.id() + "\",\"properties\":{");
        boolean first = true;
        for (Property property : object.type().properties().all()) {
            if (object.isSet(property)) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                out.writeBytes(property.key());
                object.writeValue(property, out);
            }
        }
        text("}");
        if (object.type() == ObjectType.USER) {
            text(",\"managerId\":" + quoted(directory.object(directory.manager(slot))));
        }
        text("}\n");
    }

    private static String quoted(@Nullable DirectoryObject object) {
        return object == null ? "null" : "\"" + object.id() + "\"";
    }

    private void links(Link link, String line, String end) {
        sorted(ObjectType.GROUP)
                .forEach(group -> byId(IntStream.of(directory.linked(link, group)))
                        .forEach(other -> link(line, end, group, other)));
    }

    private void link(String line, String end, int group, int otherSlot) {
        DirectoryObject other = directory.object(otherSlot);
        if (other != null) {
            text("{\"type\":\"" + line + "\",\"group\":\"" + id(group) + "\",\"" + end + "\":\"" + other.id() + "\",\""
                    + end + "Type\":\"" + other.type().graphName() + "\"}\n");
        }
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
