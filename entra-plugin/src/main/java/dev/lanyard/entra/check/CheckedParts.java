package dev.lanyard.entra.check;

import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.LeastPermissions;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.config.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything of a connector that is checked, as it is set.
 *
 * @param probes of the streams
 * @param feeds of the feeds
 * @param changes what each change and action needs
 * @param settings what each setting needs that is switched on
 */
public record CheckedParts(
        List<CapabilityProbe> probes,
        List<CapabilityProbe> feeds,
        List<ChangeNeeds> changes,
        List<SettingNeeds> settings) {

    /** Keeps copies. */
    public CheckedParts {
        probes = List.copyOf(probes);
        feeds = List.copyOf(feeds);
        changes = List.copyOf(changes);
        settings = List.copyOf(settings);
    }

    List<NeededPermission> toRead(Optional<Set<String>> granted) {
        return reading().list(granted);
    }

    List<NeededPermission> toChange(Optional<Set<String>> granted) {
        LeastPermissions needs = reading();
        changes.forEach(change -> needs.add(change.change(), change.permissions()));
        return needs.list(granted);
    }

    /**
     * What is granted beyond what is made use of: whatever is read, and those changes that are permitted. Whoever
     * permits no change wants to read only.
     */
    List<Finding> wider(Set<String> granted, boolean tellUnneeded) {
        List<Permission> toRead =
                switchedOn().flatMap(probe -> probe.permissions().stream()).toList();
        WiderPermissions wider = new WiderPermissions(
                toRead,
                changes.stream()
                        .filter(change -> change.isPermitted(granted))
                        .flatMap(change -> change.permissions().stream())
                        .toList());
        List<Finding> findings = new ArrayList<>(wider.among(granted));
        if (tellUnneeded) {
            Set<String> known = Stream.concat(
                            toRead.stream(), changes.stream().flatMap(change -> change.permissions().stream()))
                    .flatMap(permission -> permission.anyOf().stream())
                    .collect(Collectors.toSet());
            granted.stream()
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .map(Findings::unneeded)
                    .forEach(findings::add);
        }
        return findings;
    }

    private LeastPermissions reading() {
        LeastPermissions needs = new LeastPermissions();
        switchedOn(probes).forEach(probe -> needs.add(probe.capability(), probe.permissions()));
        // Whatever a feed would have told is in the next sync.
        switchedOn(feeds)
                .forEach(probe -> needs.add(
                        probe.capability(),
                        probe.permissions().stream()
                                .map(each -> new Permission(each.anyOf(), each.purpose(), true))
                                .toList()));
        return needs;
    }

    /** What is read as it is set. */
    Stream<CapabilityProbe> switchedOn() {
        return Stream.concat(switchedOn(probes), switchedOn(feeds));
    }

    private static Stream<CapabilityProbe> switchedOn(List<CapabilityProbe> among) {
        return among.stream().filter(probe -> probe.switchedOffBy().isEmpty());
    }
}
