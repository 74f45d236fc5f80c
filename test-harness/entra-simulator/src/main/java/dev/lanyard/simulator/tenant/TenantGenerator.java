package dev.lanyard.simulator.tenant;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Makes a whole directory from a {@link TenantShape}; the same shape gives the same directory, byte for byte. */
public final class TenantGenerator {

    private static final String DOMAIN = "fabrikam.onmicrosoft.com";

    /** Graph allows 500 in a tenant; those who govern roles with care have a few dozen. */
    private static final int MOST_ROLE_ASSIGNABLE = 30;

    private final TenantShape shape;
    private final SplittableRandom random;
    private final DirectoryDraft draft = new DirectoryDraft();
    private final Map<ObjectType, int[]> slots = new EnumMap<>(ObjectType.class);
    private final List<GroupKind> kinds = new ArrayList<>();

    private TenantGenerator(TenantShape shape) {
        this.shape = shape;
        this.random = new SplittableRandom(shape.seed());
    }

    /**
     * Makes the directory.
     *
     * @param shape how large, and from which seed
     * @param tenantId the id of its organization
     * @return the first version
     * @throws IllegalArgumentException if the groups cannot take so many memberships
     */
    public static Directory generate(TenantShape shape, String tenantId) {
        return new TenantGenerator(shape).generate(tenantId);
    }

    private Directory generate(String tenantId) {
        OtherObjectsGenerator others = new OtherObjectsGenerator(random, DOMAIN);
        draft.put(others.organization(tenantId));
        if (shape.users() + shape.groups() > 0) {
            int count = Math.max(5, Math.min(300, shape.users() / 50));
            PeopleGenerator people = new PeopleGenerator(random, DOMAIN);
            make(ObjectType.USER, shape.users(), number -> people.next());
            ApplicationGenerator applications = new ApplicationGenerator(random, draft, DOMAIN);
            slots.put(ObjectType.SERVICE_PRINCIPAL, applications.make(shape.servicePrincipals()));
            make(ObjectType.DEVICE, count, others::device);
            make(ObjectType.ORG_CONTACT, count, others::contact);
            GroupGenerator groups = new GroupGenerator(random, DOMAIN);
            makeGroups(groups);
            LinkGenerator links = new LinkGenerator(random, draft, slots, kinds);
            links.linkManagers();
            links.linkMembers(shape.memberships());
            links.linkOwners();
            new AccessGenerator(random, draft, slots, kinds).make(shape);
            makeRemovals(people, groups);
            AuthenticationMethods.make(draft, slots.getOrDefault(ObjectType.USER, new int[0]));
        } else if (shape.memberships() > 0) {
            throw new IllegalArgumentException("memberships need groups: ask for some groups or for no memberships");
        }
        return draft.finish();
    }

    private void makeGroups(GroupGenerator groups) {
        make(ObjectType.GROUP, shape.groups(), number -> {
            GroupKind kind = GroupKind.of(number, random.nextInt(100));
            if (kind == GroupKind.ROLE_ASSIGNABLE
                    && kinds.stream().filter(kind::equals).count() >= MOST_ROLE_ASSIGNABLE) {
                kind = GroupKind.SECURITY;
            }
            kinds.add(kind);
            return groups.next(number, kind);
        });
    }

    private void make(ObjectType type, int count, IntFunction<DirectoryObject> maker) {
        int[] made = new int[count];
        for (int number = 0; number < count; number++) {
            made[number] = draft.put(maker.apply(number));
        }
        slots.put(type, made);
    }

    /** A few objects that were deleted before anyone looked: a first incremental round names them, too. */
    private void makeRemovals(PeopleGenerator people, GroupGenerator groups) {
        for (int number = 0; number < Math.min(5, shape.users()); number++) {
            draft.addRemoval(removal(people.next(), number % 2 == 1));
        }
        for (int number = 0; number < Math.min(3, shape.groups()); number++) {
            draft.addRemoval(removal(groups.next(shape.groups() + number, GroupKind.SECURITY), number % 2 == 1));
        }
    }

    private static Directory.Removal removal(DirectoryObject gone, boolean permanent) {
        return new Directory.Removal(
                gone.id(), gone.type(), permanent, permanent ? Optional.empty() : Optional.of(gone), Optional.empty());
    }
}
