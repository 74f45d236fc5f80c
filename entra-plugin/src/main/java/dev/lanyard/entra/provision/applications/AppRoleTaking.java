package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.provision.change.AccessTaking;
import dev.lanyard.entra.provision.change.ChangeSession;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends assignments to applications, which Graph knows by ids of their own: first they are found, then deleted. */
final class AppRoleTaking {

    private final ChangeSession session;
    private final Assignments assignments;

    AppRoleTaking(ChangeSession session) {
        this.session = session;
        this.assignments = new Assignments(session.door());
    }

    void take(List<AppRoleLink> links) {
        Map<AppRoleLink, GraphWrite> removals = shown(links);
        links.stream()
                .filter(link -> !removals.containsKey(link))
                .forEach(link -> link.pending().alreadySo());
        new AccessTaking<>(session, this::shown, reply -> reply.status() == 404, (link, reply) -> false).take(removals);
    }

    private Map<AppRoleLink, GraphWrite> shown(Collection<AppRoleLink> links) {
        List<AppRoleLink> all = List.copyOf(links);
        List<Optional<String>> ids = assignments.find(all);
        Map<AppRoleLink, GraphWrite> removals = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            AppRoleLink link = all.get(i);
            ids.get(i).ifPresent(id -> removals.put(link, link.removing(id)));
        }
        return removals;
    }
}
