package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.AccessGiving;
import dev.lanyard.entra.provision.change.AccessTaking;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.PrivilegedRefusals;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks PIM for what is not so yet: to assign, to end at another time, or to remove. */
final class PrivilegedRequests {

    private static final PageReader REQUEST = new PageReader(
            "requests of PIM",
            PropertyTable.builder().add(ValueReaders.TEXT, "status").build(),
            Set.of());

    private final ChangeSession session;
    private final Instant now;
    private final Map<PrivilegedLink, String> actions = new HashMap<>();

    PrivilegedRequests(ChangeSession session, Instant now) {
        this.session = session;
        this.now = now;
    }

    void send(List<PrivilegedLink> links) {
        Map<PrivilegedLink, List<GroupSchedule>> known = read(links);
        List<PrivilegedLink> giving = new ArrayList<>();
        List<PrivilegedLink> taking = new ArrayList<>();
        for (PrivilegedLink link : links) {
            List<GroupSchedule> schedules = known.get(link);
            if (schedules == null) {
                continue;
            }
            if (link.isSo(schedules, now)) {
                link.pending().alreadySo();
            } else if (link.giving()) {
                actions.put(link, link.given(schedules).isPresent() ? "adminUpdate" : "adminAssign");
                giving.add(link);
            } else {
                taking.add(link);
            }
        }
        new AccessGiving<PrivilegedLink>(
                        session,
                        link -> link.request(actions.getOrDefault(link, "adminAssign"), now),
                        this::decided,
                        reply -> reply.status() == 404)
                .give(giving);
        new AccessTaking<>(session, this::shown, PrivilegedRequests::isMissing, (link, reply) -> false)
                .take(removals(taking));
    }

    /** What PIM says of each; settles those of which it says nothing. */
    private Map<PrivilegedLink, List<GroupSchedule>> read(List<PrivilegedLink> links) {
        List<BatchReply> replies = session.door()
                .batch(links.stream()
                        .map(link -> GroupSchedule.request(session.door(), link))
                        .toList());
        Map<PrivilegedLink, List<GroupSchedule>> known = new HashMap<>();
        for (int i = 0; i < links.size(); i++) {
            PrivilegedLink link = links.get(i);
            BatchReply reply = replies.get(i);
            if (reply.failure().isPresent()) {
                link.pending().failed(reply.failure().get());
            } else {
                known.put(link, GroupSchedule.read(session.door(), reply.body()));
            }
        }
        return known;
    }

    private List<GroupSchedule> schedules(PrivilegedLink link) {
        BatchReply reply = session.door()
                .batch(List.of(GroupSchedule.request(session.door(), link)))
                .get(0);
        return GroupSchedule.read(session.door(), reply.bodyOrThrow());
    }

    private boolean decided(PrivilegedLink link, WriteReply reply) {
        if (reply.says("already exists")) {
            settleExisting(link, reply.inDoubt());
            return true;
        }
        if (!reply.succeeded()) {
            return PrivilegedRefusals.settlePolicy(link.pending(), reply, link.words());
        }
        String status = reply.body().length == 0 ? "" : Facts.one(REQUEST, reply.body(), row -> row.text("status"));
        return PrivilegedRefusals.settleUnfinished(link.pending(), status, link.words());
    }

    /** After a lost answer it is our own doing; else reads lagged, or the principal is in for good. */
    private void settleExisting(PrivilegedLink link, boolean inDoubt) {
        boolean seen = session.settling()
                .until(() -> link.isSo(schedules(link), now), "PIM's reads have yet to show what it says exists");
        if (seen || inDoubt) {
            link.pending().settleAs(inDoubt);
        } else {
            link.pending()
                    .refused(
                            "held-otherwise",
                            "PIM refuses " + link.words() + ", as it is held for good or until another end",
                            "revoke that first, or wait a minute");
        }
    }

    private static boolean isMissing(WriteReply reply) {
        return reply.status() == 404 || reply.says("assignment does not exist");
    }

    private Map<PrivilegedLink, GraphWrite> shown(Collection<PrivilegedLink> links) {
        return removals(links.stream()
                .filter(link -> !link.among(schedules(link)).isEmpty())
                .toList());
    }

    private Map<PrivilegedLink, GraphWrite> removals(List<PrivilegedLink> links) {
        Map<PrivilegedLink, GraphWrite> removals = new LinkedHashMap<>();
        links.forEach(link -> removals.put(link, link.request("adminRemove", now)));
        return removals;
    }
}
