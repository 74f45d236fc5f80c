package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Writes entries of an incremental read; for one answer and one thread. */
final class DeltaWriter {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final int MOST_BESIDE_ONE_THAT_LEFT = 5;

    private final Directory directory;
    private final Access access;
    private final DeltaOptions options;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    private boolean any;

    DeltaWriter(Directory directory, Access access, DeltaOptions options) {
        this.directory = directory;
        this.access = access;
        this.options = options;
    }

    /** What was written so far, entries parted by commas. */
    ByteArrayOutputStream entries() {
        return out;
    }

    /** An entry of a first round: an object with some of its members, or only some more of them. */
    void first(DeltaPlan.Entry entry) {
        DirectoryObject object = directory.object(entry.slot());
        if (object == null) {
            return;
        }
        open(object.id());
        if (entry.first()) {
            properties(object, property -> object.isSet(property));
            links(Link.OWNERS, entry.slot(), 0, Integer.MAX_VALUE);
            links(Link.MANAGER, entry.slot(), 0, Integer.MAX_VALUE);
        }
        if (access.seesMembers(object)) {
            links(Link.MEMBERS, entry.slot(), entry.from(), entry.to());
        }
        text("}");
    }

    /** An object that is gone. */
    void removed(String id, boolean permanent) {
        open(id);
        text(",\"@removed\":{\"reason\":\"" + (permanent ? "deleted" : "changed") + "\"}}");
    }

    /** Begins an entry. */
    void open(String id) {
        text((any ? "," : "") + "{\"id\":\"" + id + "\"");
        any = true;
    }

    /** Writes those selected properties that are wanted; one that was unset is null. */
    void properties(DirectoryObject object, Predicate<Property> wanted) {
        for (Property property : options.properties()) {
            if (wanted.test(property)) {
                out.write(',');
                out.writeBytes(property.key());
                if (object.isSet(property)) {
                    object.writeValue(property, out);
                } else {
                    out.writeBytes(NULL);
                }
            }
        }
    }

    private void links(Link link, int slot, int from, int to) {
        int[] linked = directory.linked(link, slot);
        int end = Math.min(to, linked.length);
        if (!options.links().contains(link) || from >= end) {
            return;
        }
        text(",\"" + link.graphName() + "@delta\":[");
        for (int index = from; index < end; index++) {
            DirectoryObject other = directory.object(linked[index]);
            if (other != null) {
                text(index == from ? "" : ",");
                link(other.type(), other.id(), false);
            }
        }
        if (link == Link.MEMBERS && end - from <= MOST_BESIDE_ONE_THAT_LEFT) {
            directory.removals().stream()
                    .filter(gone -> gone.type() == ObjectType.USER)
                    .findFirst()
                    .ifPresent(gone -> leftAfter(gone.id()));
        }
        text("]");
    }

    /** Even a first round may tell of a member that is there no more. */
    private void leftAfter(String id) {
        text(",");
        link(ObjectType.USER, id, true);
    }

    /** One end of a link. */
    void link(ObjectType type, String id, boolean gone) {
        text("{\"@odata.type\":\"" + type.odataType() + "\",\"id\":\"" + id + "\""
                + (gone ? ",\"@removed\":{\"reason\":\"deleted\"}}" : "}"));
    }

    /** Writes text that needs no escaping. */
    void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
