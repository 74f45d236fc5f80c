package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Gives access: app roles, owners of applications, directory roles of every holding, licences, PIM for groups. */
final class AccessGenerator {

    private static final int[] NONE = {};
    private static final int MOST_INHERITING = 5;

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private final Map<ObjectType, int[]> slots;
    private final List<GroupKind> kinds;
    private final AccessObjects objects;

    AccessGenerator(
            SplittableRandom random, DirectoryDraft draft, Map<ObjectType, int[]> slots, List<GroupKind> kinds) {
        this.random = random;
        this.draft = draft;
        this.slots = slots;
        this.kinds = kinds;
        this.objects = new AccessObjects(() -> Ids.next(random));
    }

    void make(TenantShape shape) {
        int[] users = of(ObjectType.USER);
        int[] groups = of(ObjectType.GROUP);
        int[] people = Arrays.copyOf(users, users.length + groups.length);
        System.arraycopy(groups, 0, people, users.length, groups.length);
        new AssignmentGenerator(random, draft, objects, people, of(ObjectType.SERVICE_PRINCIPAL))
                .make(shape.assignments());
        ownApplications();
        new RoleGenerator(random, draft, objects)
                .make(of(ObjectType.USER), roleAssignable(), of(ObjectType.SERVICE_PRINCIPAL));
        new LicenceGenerator(random, draft).make(of(ObjectType.USER), licensableGroups());
        manageGroups();
    }

    private void ownApplications() {
        int[] users = of(ObjectType.USER);
        for (ObjectType type : List.of(ObjectType.SERVICE_PRINCIPAL, ObjectType.APPLICATION)) {
            int[] owned = of(type);
            for (int index = 0; index < owned.length && users.length > 0; index++) {
                int owners =
                        index == 1 ? Math.min(25, users.length) : index == 2 ? Math.min(20, users.length) : index % 3;
                for (int each = 0; each < owners; each++) {
                    int owner = each == 1 && index % 5 == 0
                            ? pick(of(ObjectType.SERVICE_PRINCIPAL))
                            : users[(index * 7 + each) % users.length];
                    if (owner != owned[index]
                            && Arrays.stream(draft.linked(Link.OWNERS, owned[index]))
                                    .noneMatch(known -> known == owner)) {
                        append(Link.OWNERS, owned[index], owner);
                    }
                }
            }
        }
    }

    /** Role-assignable groups are under PIM: someone is eligible, and someone is in until a set end. */
    private void manageGroups() {
        int[] users = of(ObjectType.USER);
        int[] others = groups(GroupKind.SECURITY);
        int number = 0;
        for (int group : roleAssignable()) {
            if (users.length < 3) {
                return;
            }
            DirectoryObject managed = draft.object(group);
            draft.put(objects.groupEligibility(managed, draft.object(pick(users)), "member", Term.old(true)));
            draft.put(objects.groupEligibility(managed, draft.object(pick(users)), "owner", Term.old(true)));
            if (others.length > 0) {
                makeEligible(managed, others[number++ % others.length]);
            }
            Arrays.stream(draft.linked(Link.MEMBERS, group))
                    .mapToObj(draft::object)
                    .filter(member -> member.type() == ObjectType.USER)
                    .findFirst()
                    .ifPresent(member ->
                            draft.put(objects.groupAssignment(managed, member, "member", Term.old(true), true)));
        }
    }

    /** A group can be eligible where it could not be a member; Graph then lists its users, too. */
    private void makeEligible(DirectoryObject managed, int group) {
        draft.put(objects.groupEligibility(managed, draft.object(group), "member", Term.old(true)));
        Arrays.stream(draft.linked(Link.MEMBERS, group))
                .mapToObj(draft::object)
                .filter(member -> member.type() == ObjectType.USER)
                .limit(MOST_INHERITING)
                .forEach(member -> draft.put(objects.inheritedEligibility(managed, member, "member", Term.old(true))));
    }

    private int[] roleAssignable() {
        return groups(GroupKind.ROLE_ASSIGNABLE);
    }

    private int[] licensableGroups() {
        int[] security = groups(GroupKind.SECURITY);
        return Arrays.copyOf(security, Math.min(4, security.length));
    }

    private int[] groups(GroupKind kind) {
        int[] all = of(ObjectType.GROUP);
        List<Integer> found = new ArrayList<>();
        for (int index = 0; index < all.length; index++) {
            if (kinds.get(index) == kind) {
                found.add(all[index]);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] of(ObjectType type) {
        return type == ObjectType.APPLICATION ? draft.slots(type) : slots.getOrDefault(type, NONE);
    }

    private int pick(int[] from) {
        return from[random.nextInt(from.length)];
    }

    private void append(Link link, int from, int to) {
        int[] before = draft.linked(link, from);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = to;
        draft.link(link, from, after);
    }
}
