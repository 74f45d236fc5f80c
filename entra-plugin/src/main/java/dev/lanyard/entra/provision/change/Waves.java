package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts changes into as few waves as can be carried out one after the other: what concerns the same grant or resource
 * keeps its order, so that a group is restored before somebody joins it. Grants that have only a group or a principal
 * in common do not wait for each other.
 */
final class Waves {

    private final List<List<PendingChange>> waves = new ArrayList<>();

    /** The last wave that changes a resource or grant. */
    private final Map<String, Integer> changed = new HashMap<>();

    /** The last wave that needs a resource, but leaves it as it is. */
    private final Map<String, Integer> needed = new HashMap<>();

    /** What follows a new resource may name it, if not by its id. */
    private int earliest;

    private Waves() {}

    static List<List<PendingChange>> of(List<PendingChange> changes) {
        Waves waves = new Waves();
        changes.forEach(waves::add);
        return waves.waves;
    }

    private void add(PendingChange pending) {
        Change change = pending.change();
        if (change instanceof Change.CreateResource) {
            // A name that is given up before may be taken by what is made.
            earliest = Math.max(earliest, waves.size() - 1);
            put(pending, earliest);
        } else if (change instanceof Change.GrantAccess || change instanceof Change.RevokeAccess) {
            add(pending, AccessLink.grantOf(change));
        } else {
            String subject = change instanceof Change.RunAction running
                    ? running.target().map(ResourceId::text).orElse(running.subject())
                    : change.subject();
            int wave = Math.max(earliest, Math.max(after(changed, subject), after(needed, subject)));
            changed.put(subject, wave);
            put(pending, wave);
        }
    }

    private void add(PendingChange pending, GrantKey grant) {
        List<String> resources =
                List.of(grant.entitlement().resource().text(), grant.principal().text());
        int wave = Math.max(earliest, after(changed, grant.text()));
        for (String resource : resources) {
            wave = Math.max(wave, after(changed, resource));
        }
        changed.put(grant.text(), wave);
        for (String resource : resources) {
            needed.merge(resource, wave, Math::max);
        }
        put(pending, wave);
    }

    private static int after(Map<String, Integer> last, String subject) {
        return last.getOrDefault(subject, -1) + 1;
    }

    private void put(PendingChange pending, int wave) {
        while (waves.size() <= wave) {
            waves.add(new ArrayList<>());
        }
        waves.get(wave).add(pending);
    }
}
