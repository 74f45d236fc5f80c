package dev.lanyard.entra.check;

import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.LeastPermissions;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.config.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds permissions that are wider than needed, and what would do instead. What is wider than what is told by the lists
 * of each need, in which the less privileged come first.
 */
final class WiderPermissions {

    private final List<Permission> toRead;
    private final List<Permission> toChange;

    /**
     * Looks at everything that is needed.
     *
     * @param toRead for reading
     * @param toChange for changing
     */
    WiderPermissions(List<Permission> toRead, List<Permission> toChange) {
        this.toRead = List.copyOf(toRead);
        this.toChange = List.copyOf(toChange);
    }

    /** Tells of each permission that serves something, but is not among the least. */
    List<Finding> among(Set<String> granted) {
        List<Permission> all = Stream.concat(toRead.stream(), toChange.stream()).toList();
        Set<String> least = new HashSet<>(least(toRead));
        least.addAll(least(all));
        List<Finding> findings = new ArrayList<>();
        for (String name : new TreeSet<>(granted)) {
            List<Permission> served =
                    all.stream().filter(each -> each.anyOf().contains(name)).toList();
            if (!served.isEmpty()
                    && !least.contains(name)
                    && served.stream().noneMatch(each -> each.least().equals(name))) {
                findings.add(wider(name, granted));
            }
        }
        return findings;
    }

    private Finding wider(String name, Set<String> granted) {
        Set<String> rest = new HashSet<>(granted);
        rest.remove(name);
        Set<String> reading = least(open(toRead, name, rest));
        Set<String> restAndReading = new HashSet<>(rest);
        restAndReading.addAll(reading);
        Set<String> changing = least(open(toChange, name, restAndReading));
        List<String> instead = new ArrayList<>();
        if (!reading.isEmpty()) {
            instead.add(String.join(", ", reading) + " to read");
        }
        if (!changing.isEmpty()) {
            instead.add(String.join(", ", changing) + " to change");
        }
        return instead.isEmpty()
                ? new Finding(
                        name,
                        "the application has the permission " + name + ", although the others that it has are enough",
                        "take " + name + " away from the app registration")
                : new Finding(
                        name,
                        "the application has the permission " + name + ", which is wider than needed: it would do with "
                                + String.join(", and ", instead),
                        "grant these instead of " + name + ", with admin consent, then take " + name + " away");
    }

    /** What only this permission serves, of what is granted. */
    private static List<Permission> open(List<Permission> needs, String name, Set<String> rest) {
        return needs.stream()
                .filter(each -> each.anyOf().contains(name))
                .filter(each -> each.anyOf().stream().noneMatch(rest::contains))
                .toList();
    }

    private static Set<String> least(List<Permission> needs) {
        Set<String> names = new TreeSet<>();
        new LeastPermissions()
                .add("any", needs)
                .list(Optional.empty())
                .forEach((NeededPermission needed) -> names.add(needed.name()));
        return names;
    }
}
