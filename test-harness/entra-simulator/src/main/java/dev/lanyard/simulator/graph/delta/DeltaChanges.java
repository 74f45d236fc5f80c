package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.tenant.Change;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The changes of a later round, put together object by object.
 *
 * <p>As unkind as Graph may be: entries come in any order, an object with many changed links in several of them, and
 * one that was changed before it went is also told as it was then. The order depends on nothing but the round, so any
 * page can be asked for again.
 */
final class DeltaChanges {

    private static final int MOST_ENTRIES = 200;
    private static final int MOST_LINKS = 50;

    private final DeltaOptions options;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * An entry of an object.
     *
     * @param changed the object
     * @param from the first of its changed links told here; the entry with the first link has the properties, too
     * @param stale whether it tells of an object that has gone since
     */
    private record Entry(Changed changed, int from, boolean stale) {}

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
        byId.values().stream().filter(this::matters).forEach(this::plan);
        Collections.shuffle(entries, new Random(entries.size()));
    }

    private void plan(Changed object) {
        int links = object.links.values().stream().mapToInt(Map::size).max().orElse(0);
        int from = 0;
        do {
            entries.add(new Entry(object, from, false));
            from += MOST_LINKS;
        } while (from < links && !object.gone);
        if (object.gone && !object.properties.isEmpty()) {
            entries.add(new Entry(object, 0, true));
        }
    }

    private boolean matters(Changed object) {
        return object.gone
                || object.whole
                || options.properties().stream().anyMatch(property -> object.properties.contains(property.name()))
                || options.links().stream().anyMatch(object.links::containsKey);
    }

    /** How many pages the round has, at least one. */
    int pages() {
        return Math.max(1, (entries.size() + MOST_ENTRIES - 1) / MOST_ENTRIES);
    }

    /** Writes a page; its first entry comes again at the end, since Graph may repeat. */
    void write(int page, DeltaWriter writer, Directory directory, Access access, boolean minimal) {
        List<Entry> onPage = entries.subList(page * MOST_ENTRIES, Math.min(entries.size(), (page + 1) * MOST_ENTRIES));
        onPage.forEach(entry -> write(entry, writer, directory, access, minimal));
        if (onPage.size() > 1) {
            write(onPage.get(0), writer, directory, access, minimal);
        }
    }

    private void write(Entry entry, DeltaWriter writer, Directory directory, Access access, boolean minimal) {
        Changed object = entry.changed;
        DirectoryObject now = directory.object(directory.slot(object.id));
        if (entry.stale) {
            writer.open(object.id);
            directory.removals().stream()
                    .filter(removal -> removal.id().equals(object.id))
                    .flatMap(removal -> removal.object().stream())
                    .findFirst()
                    .ifPresent(then -> writer.properties(then, then::isSet));
            writer.text("}");
        } else if (object.gone || now == null) {
            writer.removed(object.id, object.permanent);
        } else {
            writer.open(object.id);
            if (entry.from == 0) {
                writer.properties(now, property -> told(object, property, now, minimal));
            }
            object.links.forEach((link, ends) -> {
                if (options.links().contains(link) && (link != Link.MEMBERS || access.seesMembers(now))) {
                    links(link, ends, entry.from, writer);
                }
            });
            writer.text("}");
        }
    }

    private static void links(Link link, Map<End, Boolean> ends, int from, DeltaWriter writer) {
        if (from >= ends.size()) {
            return;
        }
        writer.text(",\"" + link.graphName() + "@delta\":[");
        int written = 0;
        for (Map.Entry<End, Boolean> end :
                List.copyOf(ends.entrySet()).subList(from, Math.min(ends.size(), from + MOST_LINKS))) {
            writer.text(written++ == 0 ? "" : ",");
            writer.link(end.getKey().type(), end.getKey().id(), !end.getValue());
        }
        writer.text("]");
    }

    private static boolean told(Changed object, Property property, DirectoryObject now, boolean minimal) {
        boolean touched = object.properties.contains(property.name());
        // Graph promises "at least" what has changed: every other object comes without the rest.
        boolean tellsMore = !minimal && (now.id().charAt(0) & 1) == 0;
        return touched || (now.isSet(property) && (object.whole || tellsMore));
    }
}
