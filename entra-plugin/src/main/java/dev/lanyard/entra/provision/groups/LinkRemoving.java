package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.AccessTaking;
import dev.lanyard.entra.provision.change.ChangeSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Removes members and owners. Graph answers 404 whether the group, the principal or only the link is not there. */
final class LinkRemoving {

    private final ChangeSession session;
    private final Map<String, GroupFacts> groups;

    LinkRemoving(ChangeSession session, Map<String, GroupFacts> groups) {
        this.session = session;
        this.groups = groups;
    }

    void remove(List<GroupLink> links) {
        new AccessTaking<>(session, this::stillThere, reply -> reply.status() == 404, this::refused)
                .take(
                        links,
                        links.stream()
                                .map(link -> link.write(session.door().requests()))
                                .toList());
    }

    private boolean refused(GroupLink link, WriteReply reply) {
        boolean lastOwner = reply.says("must have at least one owner");
        if (lastOwner) {
            link.pending()
                    .refused(
                            "last-owner",
                            "the group '"
                                    + Objects.requireNonNull(groups.get(link.groupId()))
                                            .name() + "' would be left without a user who owns it",
                            "make another user an owner first");
        }
        return lastOwner;
    }

    private List<GroupLink> stillThere(List<GroupLink> links) {
        List<GroupLink> readable = links.stream()
                .filter(link -> link.reading(session.door()).isPresent())
                .toList();
        List<BatchReply> replies = session.door()
                .batch(readable.stream()
                        .map(link -> link.reading(session.door()).orElseThrow())
                        .toList());
        List<GroupLink> there = new ArrayList<>();
        for (int i = 0; i < readable.size(); i++) {
            // Where the principal itself is gone, so is the link.
            if (replies.get(i).status() != 404 && readable.get(i).isThere(replies.get(i))) {
                there.add(readable.get(i));
            }
        }
        return there;
    }
}
