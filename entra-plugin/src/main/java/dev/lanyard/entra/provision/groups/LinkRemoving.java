package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Removes members and owners. Graph answers 404 whether the group, the principal or only the link is not there, so that
 * each 404 is looked into.
 */
final class LinkRemoving {

    private final ChangeSession session;

    LinkRemoving(ChangeSession session) {
        this.session = session;
    }

    void remove(List<GroupLink> links, Map<String, GroupFacts> groups) {
        Set<GroupLink> inDoubt = new HashSet<>();
        List<GroupLink> notFound = new ArrayList<>();
        List<WriteReply> replies = session.writer()
                .write(links.stream()
                        .map(link -> link.write(session.door().requests()))
                        .toList());
        for (int i = 0; i < replies.size(); i++) {
            GroupLink link = links.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (reply.status() == 404) {
                notFound.add(link);
                if (reply.inDoubt()) {
                    inDoubt.add(link);
                }
            } else if (reply.says("must have at least one owner")) {
                link.pending()
                        .refused(
                                "last-owner",
                                "the group '"
                                        + Objects.requireNonNull(groups.get(link.groupId()))
                                                .name() + "' would be left without a user who owns it",
                                "make another user an owner first");
            } else {
                link.pending().failed(reply.failureOrThrow());
            }
        }
        lookInto(notFound, inDoubt);
    }

    private void lookInto(List<GroupLink> links, Set<GroupLink> inDoubt) {
        List<GroupLink> readable = links.stream()
                .filter(link -> link.reading(session.door()).isPresent())
                .toList();
        List<GroupLink> there = new ArrayList<>(readable);
        session.settling()
                .until(
                        () -> {
                            there.retainAll(stillThere(there));
                            return there.isEmpty();
                        },
                        "Microsoft Graph's reads still show what it does not find");
        for (GroupLink link : links) {
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

    private List<GroupLink> stillThere(List<GroupLink> links) {
        List<BatchReply> replies = session.door()
                .batch(links.stream()
                        .map(link -> link.reading(session.door()).orElseThrow())
                        .toList());
        List<GroupLink> there = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            // Where the principal itself is gone, so is the link.
            if (replies.get(i).status() != 404 && links.get(i).isThere(replies.get(i))) {
                there.add(links.get(i));
            }
        }
        return there;
    }
}
