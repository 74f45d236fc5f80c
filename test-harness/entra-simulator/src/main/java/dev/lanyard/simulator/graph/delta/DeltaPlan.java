package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How the first round of an incremental read is cut into pages: at most 200 objects or 500 members a page, so that a
 * large group is spread over several pages.
 *
 * <p>The plan is as unkind as Graph may be: pages and the entries on them are shuffled within a short distance, an
 * entry may come twice, and one page is empty. It depends on nothing but the directory, so any page can be asked for
 * again.
 */
final class DeltaPlan {

    private static final int MOST_OBJECTS = 200;
    private static final int MOST_MEMBERS = 500;
    private static final int SHUFFLED_TOGETHER = 3;
    private static final int MOST_REPEATED_MEMBERS = 20;

    private final List<List<Entry>> pages = new ArrayList<>();

    /**
     * An object on a page with some of its members.
     *
     * @param slot the object
     * @param from the first of its members told here
     * @param to behind the last of its members told here
     */
    record Entry(int slot, int from, int to) {
        /** Whether this is the entry that carries the object's properties. */
        boolean first() {
            return from == 0;
        }
    }

    /**
     * Cuts the objects into pages.
     *
     * @param slots the objects, in order
     * @param withMembers whether members are told, too
     */
    DeltaPlan(Directory directory, List<Integer> slots, boolean withMembers) {
        List<Entry> page = new ArrayList<>();
        int objects = 0;
        int members = 0;
        for (int slot : slots) {
            int all = withMembers && directory.object(slot) != null ? directory.linked(Link.MEMBERS, slot).length : 0;
            int from = 0;
            do {
                if (objects == MOST_OBJECTS || members == MOST_MEMBERS) {
                    pages.add(page);
                    page = new ArrayList<>();
                    objects = 0;
                    members = 0;
                }
                int to = Math.min(all, from + MOST_MEMBERS - members);
                page.add(new Entry(slot, from, to));
                objects++;
                members += to - from;
                from = to;
            } while (from < all);
        }
        pages.add(page);
        disturb(new Random(directory.version() * 31 + slots.size()));
    }

    private void disturb(Random random) {
        for (int index = 1; index < pages.size(); index += 3) {
            repeatOne(pages.get(index - 1), pages.get(index));
        }
        pages.forEach(page -> Collections.shuffle(page, random));
        for (int index = 0; index < pages.size(); index += SHUFFLED_TOGETHER) {
            Collections.shuffle(pages.subList(index, Math.min(pages.size(), index + SHUFFLED_TOGETHER)), random);
        }
        if (pages.size() > 1) {
            pages.add(1 + random.nextInt(pages.size() - 1), List.of());
        }
    }

    private static void repeatOne(List<Entry> before, List<Entry> page) {
        before.stream()
                .filter(entry -> entry.to() - entry.from() <= MOST_REPEATED_MEMBERS)
                .findFirst()
                .ifPresent(page::add);
    }

    /** How many pages there are, at least one. */
    int pages() {
        return pages.size();
    }

    /** The entries of a page. */
    List<Entry> page(int number) {
        return pages.get(number);
    }

    /** Those slots in which there is an object of this type. */
    static List<Integer> existing(Directory directory, ObjectType type, int[] slots) {
        List<Integer> existing = new ArrayList<>(slots.length);
        for (int slot : slots) {
            DirectoryObject object = directory.object(slot);
            if (object != null && object.type() == type) {
                existing.add(slot);
            }
        }
        return existing;
    }
}
