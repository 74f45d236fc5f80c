package dev.lanyard.contract.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How the records of one walk differ from those of another.
 *
 * @param missing identities that only the first has
 * @param extra identities that only the second has
 * @param changed identities of records that say something else in the second
 */
public record Differences(List<String> missing, List<String> extra, List<String> changed) {

    private static final int SHOWN = 5;

    /**
     * Compares records.
     *
     * @param expected digests by identity
     * @param actual digests by identity
     * @return how they differ
     */
    public static Differences between(Map<String, String> expected, Map<String, String> actual) {
        return new Differences(
                expected.keySet().stream()
                        .filter(key -> !actual.containsKey(key))
                        .toList(),
                actual.keySet().stream()
                        .filter(key -> !expected.containsKey(key))
                        .toList(),
                expected.entrySet().stream()
                        .filter(entry -> actual.containsKey(entry.getKey())
                                && !entry.getValue().equals(actual.get(entry.getKey())))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /**
     * Whether an identity is that of a grant.
     *
     * @param key the text of an identity
     * @return true for a grant
     */
    public static boolean isGrant(String key) {
        return key.indexOf('@') >= 0;
    }

    /**
     * Keeps only some of the records that come or go.
     *
     * @param which decides by the text of the identity
     * @return the rest of the differences; changed records stay
     */
    public Differences only(Predicate<String> which) {
        return new Differences(
                missing.stream().filter(which).toList(),
                extra.stream().filter(which).toList(),
                changed);
    }

    /**
     * Leaves out the records that say something else.
     *
     * @return the rest of the differences
     */
    public Differences withoutChanges() {
        return new Differences(missing, extra, List.of());
    }

    /**
     * Whether there is no difference.
     *
     * @return true if the records are the same
     */
    public boolean none() {
        return missing.isEmpty() && extra.isEmpty() && changed.isEmpty();
    }

    /**
     * Tells the differences.
     *
     * @return a line for each sort of difference, with a few identities
     */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        describe(lines, "missing", missing);
        describe(lines, "too many", extra);
        describe(lines, "different", changed);
        return lines;
    }

    private static void describe(List<String> lines, String what, List<String> keys) {
        if (!keys.isEmpty()) {
            String more = keys.size() > SHOWN ? " and " + (keys.size() - SHOWN) + " more" : "";
            lines.add(what + ": " + String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size()))) + more);
        }
    }
}
