package dev.lanyard.simulator.tenant;

/**
 * How large a tenant to make, and from which seed. The same shape always gives the same tenant.
 *
 * @param users how many users, not negative
 * @param groups how many groups, not negative
 * @param memberships how many membership links in all, not negative; each group can hold every object but itself once
 * @param servicePrincipals how many enterprise applications and managed identities, not negative
 * @param assignments how many assignments of users, groups and service principals to applications, not negative; fewer
 *     are made where people and applications do not suffice
 * @param seed decides everything else
 */
public record TenantShape(int users, int groups, int memberships, int servicePrincipals, int assignments, long seed) {

    /** A tenant that has every kind of object and group, and is read in a blink. */
    public static final TenantShape SMALL = new TenantShape(120, 60, 800, 1);

    /** A tenant without users and groups. */
    public static final TenantShape EMPTY = new TenantShape(0, 0, 0, 1);

    public TenantShape {
        if (users < 0 || groups < 0 || memberships < 0 || servicePrincipals < 0 || assignments < 0) {
            throw new IllegalArgumentException("a tenant cannot hold a negative number of anything");
        }
    }

    /** A tenant with as many applications as are usual for its users, each with about ten assignments. */
    public TenantShape(int users, int groups, int memberships, long seed) {
        this(users, groups, memberships, applications(users + groups), 10 * applications(users + groups), seed);
    }

    private static int applications(int objects) {
        return objects == 0 ? 0 : Math.max(12, Math.min(300, objects / 50));
    }

    /** This shape with another seed. */
    public TenantShape withSeed(long otherSeed) {
        return new TenantShape(users, groups, memberships, servicePrincipals, assignments, otherSeed);
    }
}
