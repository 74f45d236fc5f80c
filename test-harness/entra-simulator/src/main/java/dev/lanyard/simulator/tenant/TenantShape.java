package dev.lanyard.simulator.tenant;

/**
 * How large a tenant to make, and from which seed. The same shape always gives the same tenant.
 *
 * @param users how many users, not negative
 * @param groups how many groups, not negative
 * @param memberships how many membership links in all, not negative; each group can hold every object but itself once
 * @param seed decides everything else
 */
public record TenantShape(int users, int groups, int memberships, long seed) {

    /** A tenant that has every kind of object and group, and is read in a blink. */
    public static final TenantShape SMALL = new TenantShape(120, 60, 800, 1);

    /** A tenant without users and groups. */
    public static final TenantShape EMPTY = new TenantShape(0, 0, 0, 1);

    public TenantShape {
        if (users < 0 || groups < 0 || memberships < 0) {
            throw new IllegalArgumentException("users, groups and memberships must not be negative");
        }
    }

    /** This shape with another seed. */
    public TenantShape withSeed(long otherSeed) {
        return new TenantShape(users, groups, memberships, otherSeed);
    }
}
