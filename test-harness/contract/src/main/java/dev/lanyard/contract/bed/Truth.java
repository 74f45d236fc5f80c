package dev.lanyard.contract.bed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a system holds, as it says itself.
 *
 * @param objects ids of the objects by type; types that the connector knows bear the name of its resource type
 * @param members ids of the direct members by id of the group
 * @param lines everything that is held, a JSON object for each thing, which names the ids of all that it is about
 */
public record Truth(Map<String, Set<String>> objects, Map<String, Set<String>> members, Set<String> lines) {

    /** Keeps copies. */
    public Truth {
        objects = deepCopy(objects);
        members = deepCopy(members);
        lines = Set.copyOf(lines);
    }

    private static Map<String, Set<String>> deepCopy(Map<String, Set<String>> map) {
        Map<String, Set<String>> copy = new TreeMap<>();
        map.forEach((key, values) -> copy.put(key, Set.copyOf(values)));
        return copy;
    }

    /**
     * Everyone who belongs to a group, directly or through groups in it; the group itself only if it is in a cycle.
     *
     * @param group id of the group
     * @return ids, sorted
     */
    public Set<String> effectiveMembers(String group) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(group));
        while (!open.isEmpty()) {
            for (String member : members.getOrDefault(open.pop(), Set.of())) {
                if (found.add(member)) {
                    open.push(member);
                }
            }
        }
        return new TreeSet<>(found);
    }
}
