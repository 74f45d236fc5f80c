package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.provision.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parts changes so that no two of a part are about the same thing, and keeps the order of those that are. */
final class Waves {

    private Waves() {}

    static List<List<PendingChange>> of(List<PendingChange> changes) {
        List<List<PendingChange>> waves = new ArrayList<>();
        List<PendingChange> current = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        for (PendingChange change : changes) {
            String subject = change.change().subject();
            boolean independent = change.change() instanceof Change.CreateResource || subjects.add(subject);
            if (!independent) {
                waves.add(current);
                current = new ArrayList<>();
                subjects.clear();
                subjects.add(subject);
            }
            current.add(change);
        }
        waves.add(current);
        return waves;
    }
}
