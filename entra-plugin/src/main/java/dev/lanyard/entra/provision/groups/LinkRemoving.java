package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.AccessTaking;
import dev.lanyard.entra.provision.change.ChangeSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
        new AccessTaking<>(session, this::shown, reply -> reply.status() == 404, this::refused).take(removals(links));
    }

    private Map<GroupLink, GraphWrite> removals(Collection<GroupLink> links) {
        Map<GroupLink, GraphWrite> removals = new LinkedHashMap<>();
        links.forEach(link -> removals.put(link, link.write(session.door().requests())));
        return removals;
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

    private Map<GroupLink, GraphWrite> shown(Collection<GroupLink> links) {
        List<GroupLink> all = List.copyOf(links);
        List<BatchReply> replies = session.door()
                .batch(all.stream().map(link -> link.reading(session.door())).toList());
        List<GroupLink> there = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isThere(session.door(), replies.get(i))) {
                there.add(all.get(i));
            }
        }
        return removals(there);
    }
}
