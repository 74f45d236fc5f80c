package dev.lanyard.simulator.tenant;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Assigns applications to people, groups and software: a few applications to very many, many to 19, 20 or 21 (where an
 * expanded list is cut off), some to nobody, the rest unevenly. Managed identities have roles, but nobody has theirs.
 */
final class AssignmentGenerator {

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private final AccessObjects objects;
    private final int[] people;
    private final int[] software;

    /**
     * Prepares to assign.
     *
     * @param people slots of users and groups
     * @param software slots of service principals, which are what is assigned, too
     */
    AssignmentGenerator(
            SplittableRandom random, DirectoryDraft draft, AccessObjects objects, int[] people, int[] software) {
        this.random = random;
        this.draft = draft;
        this.objects = objects;
        this.people = people;
        this.software = software;
    }

    /** What may be assigned of an application: the roles for people, one after the other, then those for software. */
    private record Roles(List<String> forPeople, List<String> forSoftware) {}

    /** Makes so many assignments, or as many as there can be. */
    void make(int count) {
        List<Roles> roles = new ArrayList<>();
        int[] capacities = new int[software.length];
        long capacity = 0;
        for (int number = 0; number < software.length; number++) {
            Roles declared = roles(draft.object(software[number]));
            roles.add(declared);
            capacities[number] = (int) Math.min(
                    1 << 20,
                    (long) people.length * declared.forPeople().size()
                            + (software.length - 1L) * declared.forSoftware().size());
            capacity += capacities[number];
        }
        int[] sizes = GroupSizes.share(capacities, (int) Math.min(count, capacity), random);
        for (int number = 0; number < software.length; number++) {
            assign(software[number], roles.get(number), sizes[number]);
        }
    }

    private static Roles roles(DirectoryObject application) {
        if ("ManagedIdentity".equals(application.text("servicePrincipalType"))) {
            return new Roles(List.of(), List.of());
        }
        List<String> forPeople = AccessObjects.roles(application, "User");
        List<String> forSoftware = AccessObjects.roles(application, "Application");
        boolean none = forPeople.isEmpty() && forSoftware.isEmpty();
        return new Roles(none ? List.of(AccessObjects.DEFAULT_ACCESS) : forPeople, forSoftware);
    }

    /** Different pairs of principal and role, found by walking through all pairs in steps that meet each but once. */
    private void assign(int resource, Roles roles, int size) {
        long forPeople = (long) people.length * roles.forPeople().size();
        long pairs = forPeople + (long) software.length * roles.forSoftware().size();
        int[] made = new int[size];
        int done = 0;
        long position = pairs == 0 ? 0 : random.nextLong(pairs);
        long step = coprime(pairs);
        for (long seen = 0; seen < pairs && done < size; seen++) {
            boolean person = position < forPeople;
            int[] principals = person ? people : software;
            long index = person ? position : position - forPeople;
            int principal = principals[(int) (index % principals.length)];
            String role = (person ? roles.forPeople() : roles.forSoftware()).get((int) (index / principals.length));
            if (principal != resource) {
                made[done++] = assign(draft.object(principal), principal, draft.object(resource), role);
            }
            position = (position + step) % pairs;
        }
        draft.link(Link.ASSIGNED_TO, resource, made);
    }

    private int assign(DirectoryObject principal, int from, DirectoryObject resource, String role) {
        int slot = draft.put(objects.assignment(principal, resource, role));
        int[] before = draft.linked(Link.ASSIGNMENTS, from);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = slot;
        draft.link(Link.ASSIGNMENTS, from, after);
        return slot;
    }

    private long coprime(long size) {
        if (size < 2) {
            return 1;
        }
        long step = random.nextLong(1, size);
        while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(size)).equals(BigInteger.ONE)) {
            step = step % size + 1;
        }
        return step;
    }
}
