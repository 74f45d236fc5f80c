package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        remove(there, removals);
    }

    private void remove(List<AppRoleLink> links, List<GraphWrite> removals) {
        Set<AppRoleLink> inDoubt = new HashSet<>();
        List<AppRoleLink> notFound = new ArrayList<>();
        List<WriteReply> replies = session.writer().write(removals);
        for (int i = 0; i < replies.size(); i++) {
            AppRoleLink link = links.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (reply.status() == 404) {
                notFound.add(link);
                if (reply.inDoubt()) {
                    inDoubt.add(link);
                }
            } else {
                link.pending().failed(reply.failureOrThrow());
            }
        }
        lookInto(notFound, inDoubt);
    }

    /** Graph does not find what it has just listed: reads lag, or it is gone since. */
    private void lookInto(List<AppRoleLink> links, Set<AppRoleLink> inDoubt) {
        List<AppRoleLink> there = new ArrayList<>(links);
        session.settling()
                .until(
                        () -> {
                            List<Optional<String>> ids = assignments.find(there);
                            for (int i = ids.size() - 1; i >= 0; i--) {
                                if (ids.get(i).isEmpty()) {
                                    there.remove(i);
                                }
                            }
                            return there.isEmpty();
                        },
                        "Microsoft Graph's reads still show what it does not find");
        for (AppRoleLink link : links) {
            if (there.contains(link)) {
                link.pending()
                        .failed(
                                ErrorKind.CONFLICT,
                                "Microsoft Graph does not find " + link.grant().text() + ", but lists it",
                                "try again in a minute");
            } else if (inDoubt.contains(link)) {
                link.pending().changed();
            } else {
                link.pending().alreadySo();
            }
        }
    }
}
