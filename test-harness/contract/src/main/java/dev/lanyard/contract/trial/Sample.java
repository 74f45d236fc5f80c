package dev.lanyard.contract.trial;

import java.util.List;
import java.util.stream.IntStream;

/** Picks a few of many, where trying all of them would take too long. */
public final class Sample {

    private Sample() {}

    /**
     * Picks elements that lie evenly apart, the first and the last among them.
     *
     * @param all all elements
     * @param most how many to pick at most, at least 2
     * @param <T> what they are
     * @return all of them if they are not more
     */
    public static <T> List<T> of(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
                .toList();
    }
}
