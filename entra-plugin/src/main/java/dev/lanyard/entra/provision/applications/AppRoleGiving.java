package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.DirectoryLookup;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Assigns principals to applications, up to twenty of them in a request. */
final class AppRoleGiving {

    private final ChangeSession session;

    AppRoleGiving(ChangeSession session) {
        this.session = session;
    }

    void give(List<AppRoleLink> links) {
        List<AppRoleLink> notFound = give(links, true);
        if (!notFound.isEmpty()) {
            giveOnceSeen(notFound);
        }
    }

    /** Answers those whose principals Graph does not find. */
    private List<AppRoleLink> give(List<AppRoleLink> links, boolean mayWait) {
        List<AppRoleLink> notFound = new ArrayList<>();
        List<WriteReply> replies = session.writer()
                .write(links.stream().map(AppRoleLink::assigning).toList());
        for (int i = 0; i < replies.size(); i++) {
            AppRoleLink link = links.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (reply.says("Permission being assigned already exists")) {
                // After a lost answer it is our own doing.
                if (reply.inDoubt()) {
                    link.pending().changed();
                } else {
                    link.pending().alreadySo();
                }
            } else if (mayWait && (reply.status() == 404 || reply.says("Not a valid reference update"))) {
                notFound.add(link);
            } else {
                link.pending().failed(reply.failureOrThrow());
            }
        }
        return notFound;
    }

    /** What was made a moment ago may not be found yet. */
    private void giveOnceSeen(List<AppRoleLink> links) {
        DirectoryLookup lookup = new DirectoryLookup(session.door());
        List<String> principals =
                links.stream().map(link -> link.principal().id()).toList();
        session.settling()
                .until(
                        () -> lookup.existing(principals).containsAll(principals),
                        "Microsoft Graph has yet to find those who are to be assigned");
        Set<String> found = lookup.existing(principals);
        List<AppRoleLink> again = new ArrayList<>();
        for (AppRoleLink link : links) {
            if (found.contains(link.principal().id())) {
                again.add(link);
            } else {
                link.pending()
                        .failed(
                                ErrorKind.NOT_FOUND,
                                "the " + link.principal().type() + " "
                                        + link.principal().id() + " does not exist, or was deleted",
                                "check the id, or restore it first");
            }
        }
        give(again, false);
    }
}
