package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The next version of a directory while it is written; copies only what it touches; for one thread. */
final class DirectoryDraft {

    private static final int[] NONE = {};

    private final long version;
    private @Nullable DirectoryObject[] objects;
    private int size;
    private Map<String, Integer> slotsById;
    private boolean slotsShared = true;
    private final Map<ObjectType, int[]> slotsByType;
    private final Map<ObjectType, Integer> countByType = new EnumMap<>(ObjectType.class);
    private final Map<Link, int[][]> links = new EnumMap<>(Link.class);
    private final Set<Link> linksCopied = EnumSet.noneOf(Link.class);
    private final List<Directory.Removal> removals;

    /** A draft of a first version. */
    DirectoryDraft() {
        this(1, new DirectoryObject[0], new HashMap<>(), Map.of(), Map.of(), List.of());
    }

    DirectoryDraft(
            long version,
            @Nullable DirectoryObject[] objects,
            Map<String, Integer> slotsById,
            Map<ObjectType, int[]> slotsByType,
            Map<Link, int[][]> links,
            List<Directory.Removal> removals) {
        this.version = version;
        this.objects = objects.clone();
        this.size = objects.length;
        this.slotsById = slotsById;
        this.slotsByType = new EnumMap<>(ObjectType.class);
        this.slotsByType.putAll(slotsByType);
        slotsByType.forEach((type, slots) -> countByType.put(type, slots.length));
        this.links.putAll(links);
        this.removals = new ArrayList<>(removals);
    }

    /** Adds an object at the end, or puts a changed one in its place. */
    int put(DirectoryObject object) {
        Integer known = slotsById.get(object.id().toLowerCase(Locale.ROOT));
        if (known != null) {
            objects[known] = object;
            return known;
        }
        if (slotsShared) {
            slotsById = new HashMap<>(slotsById);
            slotsShared = false;
        }
        int slot = size++;
        if (slot >= objects.length) {
            objects = Arrays.copyOf(objects, Math.max(16, slot * 2));
        }
        objects[slot] = object;
        slotsById.put(object.id().toLowerCase(Locale.ROOT), slot);
        int count = countByType.getOrDefault(object.type(), 0);
        int[] slots = slotsByType.getOrDefault(object.type(), NONE);
        if (count >= slots.length) {
            // A finished version's array has no room to spare, so it is never written to.
            slots = Arrays.copyOf(slots, Math.max(16, count * 2));
        }
        slots[count] = slot;
        slotsByType.put(object.type(), slots);
        countByType.put(object.type(), count + 1);
        return slot;
    }

    /** The object in this slot, which must be there. */
    DirectoryObject object(int slot) {
        DirectoryObject object = objectOrNull(slot);
        if (object == null) {
            throw new IllegalArgumentException("no object in slot " + slot);
        }
        return object;
    }

    /** The object in this slot, or null if it is gone. */
    @Nullable
    DirectoryObject objectOrNull(int slot) {
        return slot < 0 || slot >= size ? null : objects[slot];
    }

    /** The slot of the object with this id, or -1. */
    int slot(String id) {
        Integer slot = slotsById.get(id.toLowerCase(Locale.ROOT));
        return slot == null || objects[slot] == null ? -1 : slot;
    }

    /** Slots of all objects of this type, those that are gone included. */
    int[] slots(ObjectType type) {
        return Arrays.copyOf(slotsByType.getOrDefault(type, NONE), countByType.getOrDefault(type, 0));
    }

    /** The ids of all objects of this type. */
    List<String> ids(ObjectType type) {
        List<String> ids = new ArrayList<>();
        for (int slot : slots(type)) {
            DirectoryObject object = objectOrNull(slot);
            if (object != null) {
                ids.add(object.id());
            }
        }
        return ids;
    }

    /** Slots of the linked objects. Do not write to the array. */
    int[] linked(Link link, int from) {
        int[][] bySlot = links.get(link);
        int[] linked = bySlot == null || from >= bySlot.length ? null : bySlot[from];
        return linked == null ? NONE : linked;
    }

    /** Empties the slot and keeps its number. */
    void remove(int slot, Directory.Removal removal) {
        objects[slot] = null;
        removals.removeIf(earlier -> earlier.id().equals(removal.id()));
        removals.add(removal);
    }

    /** Notes that an object has come back. */
    void forgetRemoval(String id) {
        removals.removeIf(removal -> removal.id().equals(id));
    }

    /** Notes an object that was already gone when the tenant was made. */
    void addRemoval(Directory.Removal removal) {
        removals.add(removal);
    }

    void link(Link link, int from, int[] to) {
        int[][] bySlot = links.getOrDefault(link, new int[0][]);
        if (linksCopied.add(link) || from >= bySlot.length) {
            // An earlier version keeps its array; links that do not change are shared by all versions.
            bySlot = Arrays.copyOf(bySlot, Math.max(bySlot.length, Math.max(size, from + 1)));
        }
        bySlot[from] = to;
        links.put(link, bySlot);
    }

    Directory finish() {
        Map<ObjectType, int[]> slots = new EnumMap<>(ObjectType.class);
        slotsByType.forEach((type, array) -> slots.put(type, Arrays.copyOf(array, countByType.getOrDefault(type, 0))));
        return new Directory(version, Arrays.copyOf(objects, size), slotsById, slots, links, List.copyOf(removals));
    }
}
