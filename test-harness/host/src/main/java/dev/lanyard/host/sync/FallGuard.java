package dev.lanyard.host.sync;

import java.util.List;
import java.util.Map;

/**
 * Decides what fall is too sudden to be believed without asking.
 *
 * @param share how much of a kind may be missing, from 0 to 1
 * @param minimum how many of a kind may be missing whatever the share, so that small systems may change
 */
public record FallGuard(double share, long minimum) {

    /** Thirty percent, and twenty records. */
    public static final FallGuard STANDARD = new FallGuard(0.3, 20);

    /** Refuses a share outside of 0 to 1 and a negative minimum. */
    public FallGuard {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share must be from 0 to 1, not " + share);
        }
        if (minimum < 0) {
            throw new IllegalArgumentException("the minimum must not be negative, not " + minimum);
        }
    }

    /** Compares numbers by kind. */
    List<Fall> falls(Map<String, Long> before, Map<String, Long> after) {
        return before.entrySet().stream()
                .map(entry -> new Fall(entry.getKey(), entry.getValue(), after.getOrDefault(entry.getKey(), 0L)))
                .filter(this::isTooDeep)
                .toList();
    }

    private boolean isTooDeep(Fall fall) {
        long missing = fall.before() - fall.after();
        return missing > minimum && (double) missing > (double) fall.before() * share;
    }
}
