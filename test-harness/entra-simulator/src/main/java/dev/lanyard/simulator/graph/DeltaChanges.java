package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.tenant.Change;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes of a later round, put together object by object. */
final class DeltaChanges {

    private static final int MOST_OBJECTS = 200;

    private final DeltaOptions options;
    private final List<Changed> changed;

    /** The end of a link that changed. */
    private record End(ObjectType type, String id) {}

    /** What happened to one object. */
    private static final class Changed {
        private final String id;
        private final Set<String> properties = new HashSet<>();
        private final Map<Link, Map<End, Boolean>> links = new EnumMap<>(Link.class);
        private boolean whole;
        private boolean gone;
        private boolean permanent;

        Changed(String id) {
            this.id = id;
        }

        void note(Change change) {
            if (change instanceof Change.Put put) {
                whole |= put.properties().isEmpty();
                properties.addAll(put.properties());
                gone = false;
            } else if (change instanceof Change.Removed removed) {
                gone = true;
                permanent = removed.permanent();
            } else if (change instanceof Change.Linked linked) {
                note(linked.link(), new End(linked.otherType(), linked.other()), true);
            } else if (change instanceof Change.Unlinked unlinked) {
                note(unlinked.link(), new End(unlinked.otherType(), unlinked.other()), false);
            }
        }

        private void note(Link link, End end, boolean there) {
            links.computeIfAbsent(link, any -> new LinkedHashMap<>()).put(end, there);
        }
    }

    DeltaChanges(ObjectType type, DeltaOptions options, List<Change> log) {
        this.options = options;
        Map<String, Changed> byId = new LinkedHashMap<>();
        for (Change change : log) {
            if (change.type() == type && options.wants(change.id())) {
                byId.computeIfAbsent(change.id(), Changed::new).note(change);
            }
        }
        this.changed =
                new ArrayList<>(byId.values().stream().filter(this::matters).toList());
    }

    private boolean matters(Changed object) {
        return object.gone
                || object.whole
                || options.properties().stream().anyMatch(property -> object.properties.contains(property.name()))
                || options.links().stream().anyMatch(object.links::containsKey);
    }

    /** How many pages the round has, at least one. */
    int pages() {
        return Math.max(1, (changed.size() + MOST_OBJECTS - 1) / MOST_OBJECTS);
    }

    /** Writes a page; its first entry comes again at the end, since Graph may repeat. */
    void write(int page, DeltaWriter writer, Directory directory, Access access, boolean minimal) {
        List<Changed> onPage =
                changed.subList(page * MOST_OBJECTS, Math.min(changed.size(), (page + 1) * MOST_OBJECTS));
        onPage.forEach(object -> write(object, writer, directory, access, minimal));
        if (onPage.size() > 1) {
            write(onPage.get(0), writer, directory, access, minimal);
        }
    }

    private void write(Changed object, DeltaWriter writer, Directory directory, Access access, boolean minimal) {
        DirectoryObject now = directory.object(directory.slot(object.id));
        if (object.gone || now == null) {
            writer.removed(object.id, object.permanent);
            return;
        }
        writer.open(object.id);
        writer.properties(now, property -> told(object, property, now, minimal));
        object.links.forEach((link, ends) -> {
            if (options.links().contains(link) && (link != Link.MEMBERS || access.seesMembers(now))) {
                writer.text(",\"" + link.graphName() + "@delta\":[");
                int written = 0;
                for (Map.Entry<End, Boolean> end : ends.entrySet()) {
                    writer.text(written++ == 0 ? "" : ",");
                    writer.link(end.getKey().type(), end.getKey().id(), !end.getValue());
                }
                writer.text("]");
            }
        });
        writer.text("}");
    }

    private static boolean told(Changed object, Property property, DirectoryObject now, boolean minimal) {
        boolean touched = object.properties.contains(property.name());
        // Graph promises "at least" what has changed: every other object comes without the rest.
        boolean tellsMore = !minimal && (now.id().charAt(0) & 1) == 0;
        return touched || (now.isSet(property) && (object.whole || tellsMore));
    }
}
