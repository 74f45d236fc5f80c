package dev.lanyard.host.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One shortest way to each entitlement that can be reached over nested principals. The recursive query finds every step
 * that there is; this finds the short ones among them.
 */
final class NestedPaths {

    /**
     * A step from one entitlement to the next.
     *
     * @param via where it starts, or null at the beginning of all ways
     * @param entitlement where it ends
     */
    record Step(@Nullable Long via, long entitlement) {}

    /** What each entitlement is reached from; the beginnings from null. Nearer ones come first. */
    private final Map<Long, @Nullable Long> origins = new LinkedHashMap<>();

    /** Among ways of the same length, the one whose steps were named first is taken. */
    NestedPaths(Collection<Step> steps) {
        Map<Long, List<Long>> next = new LinkedHashMap<>();
        Deque<Long> waiting = new ArrayDeque<>();
        for (Step step : steps) {
            if (step.via() == null) {
                origins.put(step.entitlement(), null);
                waiting.add(step.entitlement());
            } else {
                next.computeIfAbsent(step.via(), via -> new ArrayList<>()).add(step.entitlement());
            }
        }
        while (!waiting.isEmpty()) {
            Long via = waiting.remove();
            for (Long reached : next.getOrDefault(via, List.of())) {
                if (!origins.containsKey(reached)) {
                    origins.put(reached, via);
                    waiting.add(reached);
                }
            }
        }
    }

    /** Everything reached, nearer ones first. */
    List<Long> reached() {
        return List.copyOf(origins.keySet());
    }

    /** The way from a beginning to an entitlement, both included. */
    List<Long> wayTo(long entitlement) {
        List<Long> way = new ArrayList<>();
        for (Long at = entitlement; at != null; at = origins.get(at)) {
            way.add(at);
        }
        Collections.reverse(way);
        return way;
    }
}
