package dev.lanyard.simulator.tenant;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Links what was made: managers, members of every type, nested groups with cycles, and owners. */
final class LinkGenerator {

    private static final List<ObjectType> RARE_TYPES =
            List.of(ObjectType.GROUP, ObjectType.SERVICE_PRINCIPAL, ObjectType.DEVICE, ObjectType.ORG_CONTACT);

    private static final int[] NONE = {};

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private final Map<ObjectType, int[]> slots;
    private final List<GroupKind> kinds;

    LinkGenerator(SplittableRandom random, DirectoryDraft draft, Map<ObjectType, int[]> slots, List<GroupKind> kinds) {
        this.random = random;
        this.draft = draft;
        this.slots = slots;
        this.kinds = kinds;
    }

    /** Gives most users a manager who was made before them, so that chains end; the first ones have none. */
    void linkManagers() {
        int[] users = slots(ObjectType.USER);
        for (int number = 1; number < users.length; number++) {
            if (number < 3 || random.nextInt(100) < 92) {
                draft.link(Link.MANAGER, users[number], new int[] {users[number / 7]});
            }
        }
    }

    /** Makes exactly this many memberships. */
    void linkMembers(int memberships) {
        int[] groups = slots(ObjectType.GROUP);
        int[] capacities = kinds.stream().mapToInt(this::capacity).toArray();
        int[] sizes = GroupSizes.share(capacities, memberships, random);
        Map<Integer, Integer> rings = rings(sizes);
        for (int number = 0; number < groups.length; number++) {
            draft.link(Link.MEMBERS, groups[number], members(number, sizes[number], rings.getOrDefault(number, -1)));
        }
    }

    /** Gives most groups that can be owned up to three owners, among them service principals. */
    void linkOwners() {
        int[] groups = slots(ObjectType.GROUP);
        for (int number = 0; number < groups.length; number++) {
            if (kinds.get(number).ownable()) {
                List<Integer> owners = new ArrayList<>(pick(ObjectType.USER, random.nextInt(4), -1));
                if (random.nextInt(5) == 0) {
                    owners.addAll(pick(ObjectType.SERVICE_PRINCIPAL, 1, -1));
                }
                draft.link(Link.OWNERS, groups[number], shuffled(owners));
            }
        }
    }

    private int capacity(GroupKind kind) {
        return slots.keySet().stream().mapToInt(type -> available(kind, type)).sum();
    }

    /** A ring of three security groups and a pair that contain each other. */
    private Map<Integer, Integer> rings(int[] sizes) {
        int[] nestable = IntStream.range(0, kinds.size())
                .filter(number -> kinds.get(number) == GroupKind.SECURITY && sizes[number] > 1)
                .limit(5)
                .toArray();
        return switch (nestable.length) {
            case 0, 1 -> Map.of();
            case 2 -> Map.of(nestable[0], nestable[1], nestable[1], nestable[0]);
            case 3, 4 -> Map.of(nestable[0], nestable[1], nestable[1], nestable[2], nestable[2], nestable[0]);
            default ->
                Map.of(
                        nestable[0],
                        nestable[1],
                        nestable[1],
                        nestable[2],
                        nestable[2],
                        nestable[0], //
                        nestable[3],
                        nestable[4],
                        nestable[4],
                        nestable[3]);
        };
    }

    private int[] members(int number, int size, int nested) {
        int self = slots(ObjectType.GROUP)[number];
        int ring = nested < 0 ? -1 : slots(ObjectType.GROUP)[nested];
        List<Integer> members = new ArrayList<>(size);
        counts(kinds.get(number), size, nested >= 0).forEach((type, count) -> {
            List<Integer> some = pick(type, count, self);
            if (type == ObjectType.GROUP && ring >= 0 && !some.contains(ring)) {
                some.set(0, ring);
            }
            members.addAll(some);
        });
        return shuffled(members);
    }

    /** How many members of each type: mostly users, a few others, more others where users do not suffice. */
    private Map<ObjectType, Integer> counts(GroupKind kind, int size, boolean nesting) {
        Map<ObjectType, Integer> counts = new EnumMap<>(ObjectType.class);
        int left = size;
        for (ObjectType type : RARE_TYPES) {
            int least = nesting && type == ObjectType.GROUP ? 1 : 0;
            int count = Math.min(available(kind, type), Math.max(least, Math.min(left / 3, random.nextInt(4))));
            counts.put(type, count);
            left -= count;
        }
        int users = Math.min(left, available(kind, ObjectType.USER));
        counts.put(ObjectType.USER, users);
        left -= users;
        for (ObjectType type : RARE_TYPES) {
            int before = counts.getOrDefault(type, 0);
            int more = Math.min(left, available(kind, type) - before);
            counts.put(type, before + more);
            left -= more;
        }
        return counts;
    }

    private int available(GroupKind kind, ObjectType type) {
        int all = slots(type).length - (type == ObjectType.GROUP ? 1 : 0);
        return kind.takes(type) ? all : 0;
    }

    /** Different objects of a type, found by walking its list in steps that meet each but once. */
    private List<Integer> pick(ObjectType type, int count, int except) {
        int[] from = slots(type);
        List<Integer> picked = new ArrayList<>(count);
        if (count == 0 || from.length == 0) {
            return picked;
        }
        int position = random.nextInt(from.length);
        int step = coprime(from.length);
        for (int seen = 0; seen < from.length && picked.size() < count; seen++) {
            if (from[position] != except) {
                picked.add(from[position]);
            }
            position = (int) (((long) position + step) % from.length);
        }
        return picked;
    }

    private int coprime(int size) {
        int step = size == 1 ? 1 : random.nextInt(1, size);
        while (BigInteger.valueOf(step).gcd(BigInteger.valueOf(size)).intValue() != 1) {
            step = step % size + 1;
        }
        return step;
    }

    private int[] shuffled(List<Integer> members) {
        int[] shuffled = members.stream().mapToInt(Integer::intValue).toArray();
        for (int last = shuffled.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int moved = shuffled[last];
            shuffled[last] = shuffled[other];
            shuffled[other] = moved;
        }
        return shuffled;
    }

    private int[] slots(ObjectType type) {
        return slots.getOrDefault(type, NONE);
    }
}
