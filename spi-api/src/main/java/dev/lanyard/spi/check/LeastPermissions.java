package dev.lanyard.spi.check;

import dev.lanyard.spi.config.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the smallest permissions for several capabilities together. What is needed in any case is found first, so that
 * nothing greater is asked for because of what is optional. For one thread.
 */
public final class LeastPermissions {

    private record Need(String capability, Permission permission) {}

    private final List<Need> needs = new ArrayList<>();

    /** Without any capability yet. */
    public LeastPermissions() {}

    /**
     * Adds a capability.
     *
     * @param capability its id
     * @param permissions what it needs
     * @return this
     */
    public LeastPermissions add(String capability, List<Permission> permissions) {
        permissions.forEach(permission -> needs.add(new Need(capability, permission)));
        return this;
    }

    /**
     * Finds the permissions.
     *
     * @param granted what the system grants, or empty if that is not known
     * @return what is needed in any case first, each part sorted by name
     */
    public List<NeededPermission> list(Optional<Set<String>> granted) {
        Set<String> required = least(of(false), Set.of());
        Set<String> all = new LinkedHashSet<>(required);
        // Each for itself: whoever leaves one out must not find that the other asks for more because of it.
        of(true).stream()
                .collect(Collectors.groupingBy(Need::capability, LinkedHashMap::new, Collectors.toList()))
                .forEach((capability, wanted) -> all.addAll(least(wanted, all)));
        List<NeededPermission> list = new ArrayList<>();
        required.forEach(name -> list.add(needed(name, all, granted)));
        Set<String> optional = new TreeSet<>(all);
        optional.removeAll(required);
        optional.forEach(name -> list.add(needed(name, all, granted)));
        return list;
    }

    private List<Need> of(boolean optional) {
        return needs.stream()
                .filter(need -> need.permission().optional() == optional)
                .toList();
    }

    /** Takes the least of each, then leaves out whatever the others cover. */
    private static Set<String> least(List<Need> wanted, Set<String> given) {
        List<Need> open =
                wanted.stream().filter(need -> !isCovered(need, given)).toList();
        Set<String> names = new TreeSet<>();
        open.forEach(need -> names.add(need.permission().least()));
        for (String name : List.copyOf(names)) {
            names.remove(name);
            if (!open.stream().allMatch(need -> isCovered(need, names))) {
                names.add(name);
            }
        }
        return names;
    }

    private NeededPermission needed(String name, Set<String> all, Optional<Set<String>> granted) {
        List<Need> served = needs.stream()
                .filter(need -> need.permission().anyOf().stream()
                        .filter(all::contains)
                        .findFirst()
                        .filter(name::equals)
                        .isPresent())
                .toList();
        return new NeededPermission(
                name,
                served.stream().map(Need::capability).distinct().toList(),
                served.stream().allMatch(need -> need.permission().optional()),
                granted.map(names -> served.stream().allMatch(need -> isCovered(need, names))));
    }

    private static boolean isCovered(Need need, Set<String> names) {
        return need.permission().anyOf().stream().anyMatch(names::contains);
    }
}
