package dev.lanyard.simulator.tenant;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a tenant's directory; immutable, so that a reader sees one moment and a reader that lags sees an
 * earlier one.
 *
 * <p>Every object has a slot, a small number that stays its own for the life of the tenant; links are arrays of slots.
 */
public final class Directory {

    private static final int[] NONE = {};

    private final long version;
    private final @Nullable DirectoryObject[] objects;
    private final Map<String, Integer> slotsById;
    private final Map<ObjectType, int[]> slotsByType;
    private final Map<Link, int[][]> links;
    private final List<Removal> removals;
    private volatile @Nullable Map<String, Integer> slotsByUserPrincipalName;

    /**
     * An object that is gone.
     *
     * @param id its id
     * @param type its type
     * @param permanent false while it can be restored
     * @param object what it was while it can be restored, if that is still known
     * @param at when it was deleted; empty if that was before the tenant was made
     */
    public record Removal(
            String id, ObjectType type, boolean permanent, Optional<DirectoryObject> object, Optional<Instant> at) {}

    Directory(
            long version,
            @Nullable DirectoryObject[] objects,
            Map<String, Integer> slotsById,
            Map<ObjectType, int[]> slotsByType,
            Map<Link, int[][]> links,
            List<Removal> removals) {
        this.version = version;
        this.objects = objects;
        this.slotsById = slotsById;
        this.slotsByType = slotsByType;
        this.links = links;
        this.removals = removals;
    }

    /** Grows by one with every change. */
    public long version() {
        return version;
    }

    /** The slot of the object with this id, or -1. */
    public int slot(String id) {
        Integer slot = slotsById.get(id.toLowerCase(Locale.ROOT));
        return slot == null || objects[slot] == null ? -1 : slot;
    }

    /** The object in this slot, or null if it is gone. */
    public @Nullable DirectoryObject object(int slot) {
        return slot < 0 || slot >= objects.length ? null : objects[slot];
    }

    /** The object with this id, or null. */
    public @Nullable DirectoryObject object(String id) {
        return object(slot(id));
    }

    /** The user with this id or user principal name, or -1. */
    public int userSlot(String idOrUserPrincipalName) {
        int slot = slot(idOrUserPrincipalName);
        if (slot < 0) {
            slot = userPrincipalNames().getOrDefault(idOrUserPrincipalName.toLowerCase(Locale.ROOT), -1);
        }
        DirectoryObject found = object(slot);
        return found != null && found.type() == ObjectType.USER ? slot : -1;
    }

    /** Slots of all objects of this type in listing order, those that are gone included. Do not write to the array. */
    public int[] slots(ObjectType type) {
        return slotsByType.getOrDefault(type, NONE);
    }

    /** How many objects of this type exist. */
    public int count(ObjectType type) {
        int count = 0;
        for (int slot : slots(type)) {
            if (objects[slot] != null) {
                count++;
            }
        }
        return count;
    }

    /** Slots of the linked objects, in the order they were linked. Do not write to the array. */
    public int[] linked(Link link, int slot) {
        int[][] bySlot = links.get(link);
        int[] linked = bySlot == null || slot >= bySlot.length ? null : bySlot[slot];
        return linked == null ? NONE : linked;
    }

    /** The slot of the user's manager, or -1. */
    public int manager(int slot) {
        int[] manager = linked(Link.MANAGER, slot);
        return manager.length == 0 ? -1 : manager[0];
    }

    /** The objects that are gone, oldest first. */
    public List<Removal> removals() {
        return removals;
    }

    /** How many slots have been given out. */
    int size() {
        return objects.length;
    }

    /** A draft of the next version. */
    DirectoryDraft draft() {
        return new DirectoryDraft(version + 1, objects, slotsById, slotsByType, links, removals);
    }

    private Map<String, Integer> userPrincipalNames() {
        Map<String, Integer> names = slotsByUserPrincipalName;
        if (names == null) {
            names = new HashMap<>();
            for (int slot : slots(ObjectType.USER)) {
                DirectoryObject user = objects[slot];
                String name = user == null ? null : user.text("userPrincipalName");
                if (name != null) {
                    names.put(name.toLowerCase(Locale.ROOT), slot);
                }
            }
            slotsByUserPrincipalName = names;
        }
        return names;
    }
}
