package dev.lanyard.simulator.tenant;

import java.util.SplittableRandom;

/**
 * Shares a number of memberships out among groups: a few very large groups, many with 19, 20 or 21 members (where an
 * expanded list is cut off), some empty ones, the rest uneven.
 */
final class GroupSizes {

    private static final int LARGEST = 12_000;

    private final int[] capacities;
    private final int[] sizes;
    private int rest;

    private GroupSizes(int[] capacities, int memberships) {
        this.capacities = capacities;
        this.sizes = new int[capacities.length];
        this.rest = memberships;
    }

    /**
     * Shares out the memberships.
     *
     * @param capacities how many members each group can take
     * @param memberships the sum of all sizes
     * @return how many members each group gets
     * @throws IllegalArgumentException if the groups cannot take so many
     */
    static int[] share(int[] capacities, int memberships, SplittableRandom random) {
        GroupSizes plan = new GroupSizes(capacities, memberships);
        plan.giveSpecialSizes(memberships);
        plan.giveByWeight(random);
        plan.giveWhatIsLeft();
        return plan.sizes;
    }

    private void giveSpecialSizes(int memberships) {
        for (int group = 0; group < sizes.length; group++) {
            if (isVeryLarge(group)) {
                give(group, Math.min(LARGEST, memberships / 20));
            } else {
                switch (group % 20) {
                    case 11 -> give(group, 19);
                    case 12 -> give(group, 20);
                    case 13 -> give(group, 21);
                    default -> {
                        // Shared by weight, or left empty.
                    }
                }
            }
        }
    }

    private void giveByWeight(SplittableRandom random) {
        double[] weights = new double[sizes.length];
        double sum = 0;
        for (int group = 0; group < sizes.length; group++) {
            if (isOrdinary(group)) {
                weights[group] = -Math.log(1 - random.nextDouble());
                sum += weights[group];
            }
        }
        int toShare = rest;
        for (int group = 0; group < sizes.length && sum > 0; group++) {
            give(group, (int) (toShare * weights[group] / sum));
        }
    }

    private void giveWhatIsLeft() {
        giveToAll(true);
        giveToAll(false);
        if (rest > 0) {
            throw new IllegalArgumentException("the groups cannot take " + rest
                    + " of the memberships: ask for more users, more groups or fewer memberships");
        }
    }

    /** One more to each in turn, so that no group takes it all; in larger steps while much is left. */
    private void giveToAll(boolean ordinary) {
        boolean given = true;
        while (rest > 0 && given) {
            given = false;
            int step = Math.max(1, rest / Math.max(1, sizes.length));
            for (int group = 0; group < sizes.length && rest > 0; group++) {
                if (isOrdinary(group) == ordinary) {
                    given |= give(group, step);
                }
            }
        }
    }

    private boolean give(int group, int wanted) {
        int given = Math.min(Math.min(wanted, rest), capacities[group] - sizes[group]);
        sizes[group] += given;
        rest -= given;
        return given > 0;
    }

    private static boolean isVeryLarge(int group) {
        return group == 0 || group == 1 || group == 3;
    }

    private static boolean isOrdinary(int group) {
        return !isVeryLarge(group) && (group % 20 < 10 || group % 20 > 13);
    }
}
