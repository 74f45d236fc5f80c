package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.provision.change.AccessTaking;
import dev.lanyard.entra.provision.change.ChangeSession;
import java.util.ArrayList;
import java.util.List;
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
        List<Optional<String>> ids = assignments.find(links);
        List<AppRoleLink> there = new ArrayList<>();
        List<GraphWrite> removals = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            if (ids.get(i).isPresent()) {
                there.add(links.get(i));
                removals.add(links.get(i).removing(ids.get(i).get()));
            } else {
                links.get(i).pending().alreadySo();
            }
        }
        new AccessTaking<>(session, this::stillThere, reply -> reply.status() == 404, (link, reply) -> false)
                .take(there, removals);
    }

    /** Graph may not find what it has just listed: reads lag, or it is gone since. */
    private List<AppRoleLink> stillThere(List<AppRoleLink> links) {
        List<Optional<String>> ids = assignments.find(links);
        List<AppRoleLink> there = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            if (ids.get(i).isPresent()) {
                there.add(links.get(i));
            }
        }
        return there;
    }
}
