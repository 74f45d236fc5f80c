package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Gives access: app roles, owners of applications, directory roles of every holding, licences, PIM for groups. */
final class AccessGenerator {

    private static final int[] NONE = {};

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
        assignApplications(shape.assignments());
        ownApplications();
        new RoleGenerator(random, draft, objects)
                .make(of(ObjectType.USER), roleAssignable(), of(ObjectType.SERVICE_PRINCIPAL));
        new LicenceGenerator(random, draft).make(of(ObjectType.USER), licensableGroups());
        manageGroups();
    }

    /** Few applications have most of the assignments, and some have none. */
    private void assignApplications(int count) {
        int[] principals = of(ObjectType.SERVICE_PRINCIPAL);
        int[] users = of(ObjectType.USER);
        if (principals.length == 0 || users.length == 0) {
            return;
        }
        int left = count;
        for (int index = 0; left > 0 && index < 4 * principals.length; index++) {
            int resource = principals[index % principals.length];
            if (index % principals.length % 7 == 5) {
                continue;
            }
            int size =
                    Math.min(left, Math.min(users.length, 1 + (int) (count * Math.pow(random.nextDouble(), 12) / 6)));
            for (int each = 0; each < size; each++) {
                left -= assign(resource, index + each * 31) ? 1 : 0;
            }
        }
    }

    private boolean assign(int resource, int number) {
        DirectoryObject to = draft.object(resource);
        List<String> forUsers = AccessObjects.roles(to, "User");
        List<String> forSoftware = AccessObjects.roles(to, "Application");
        int kind = random.nextInt(10);
        int principal;
        String role;
        if (kind == 0 && !forSoftware.isEmpty()) {
            principal = pick(of(ObjectType.SERVICE_PRINCIPAL));
            role = forSoftware.get(number % forSoftware.size());
        } else if (!forUsers.isEmpty() || forSoftware.isEmpty()) {
            boolean group = kind < 3 && of(ObjectType.GROUP).length > 0;
            principal = pick(of(group ? ObjectType.GROUP : ObjectType.USER));
            role = forUsers.isEmpty() ? AccessObjects.DEFAULT_ACCESS : forUsers.get(number % forUsers.size());
        } else {
            return false;
        }
        DirectoryObject who = draft.object(principal);
        for (int known : draft.linked(Link.ASSIGNMENTS, principal)) {
            if (to.id().equals(draft.object(known).text("resourceId"))
                    && role.equals(draft.object(known).text("appRoleId"))) {
                return false;
            }
        }
        int slot = draft.put(objects.assignment(who, to, role));
        append(Link.ASSIGNED_TO, resource, slot);
        append(Link.ASSIGNMENTS, principal, slot);
        return true;
    }

    private void ownApplications() {
        int[] users = of(ObjectType.USER);
        for (ObjectType type : List.of(ObjectType.SERVICE_PRINCIPAL, ObjectType.APPLICATION)) {
            int[] owned = of(type);
            for (int index = 0; index < owned.length && users.length > 0; index++) {
                int owners = index == 1 ? Math.min(25, users.length) : index % 3;
                for (int each = 0; each < owners; each++) {
                    int owner = each == 2
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
        for (int group : roleAssignable()) {
            if (users.length < 3) {
                return;
            }
            DirectoryObject managed = draft.object(group);
            draft.put(objects.groupEligibility(managed, draft.object(pick(users)), "member"));
            draft.put(objects.groupEligibility(managed, draft.object(pick(users)), "owner"));
            Arrays.stream(draft.linked(Link.MEMBERS, group))
                    .mapToObj(draft::object)
                    .filter(member -> member.type() == ObjectType.USER)
                    .findFirst()
                    .ifPresent(member -> draft.put(objects.groupAssignment(managed, member, "member")));
        }
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
