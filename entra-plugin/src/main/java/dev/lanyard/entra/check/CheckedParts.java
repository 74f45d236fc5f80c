package dev.lanyard.entra.check;

import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.LeastPermissions;
import dev.lanyard.spi.check.NeededPermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything of a connector that is checked, as it is set.
 *
 * @param probes of what can be read
 * @param changes what each change and action needs
 * @param settings what each setting needs that is switched on
 */
public record CheckedParts(List<CapabilityProbe> probes, List<ChangeNeeds> changes, List<SettingNeeds> settings) {

    /** Keeps copies. */
    public CheckedParts {
        probes = List.copyOf(probes);
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

    /** What is granted beyond that. */
    List<Finding> wider(Set<String> granted, boolean tellUnneeded) {
        return new WiderPermissions(
                        switchedOn()
                                .flatMap(probe -> probe.permissions().stream())
                                .toList(),
                        changes.stream()
                                .flatMap(change -> change.permissions().stream())
                                .toList())
                .among(granted, tellUnneeded);
    }

    private LeastPermissions reading() {
        LeastPermissions needs = new LeastPermissions();
        switchedOn().forEach(probe -> needs.add(probe.capability(), probe.permissions()));
        return needs;
    }

    private Stream<CapabilityProbe> switchedOn() {
        return probes.stream().filter(probe -> probe.switchedOffBy().isEmpty());
    }
}
