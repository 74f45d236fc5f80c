package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AccessGiving;
import dev.lanyard.entra.provision.change.ChangeSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds members and owners: members of one group up to twenty in a call. Graph takes all of a call or none, so where one
 * of them cannot be added, each is tried by itself.
 */
final class LinkAdding {

    private static final int MOST_AT_ONCE = 20;

    private final ChangeSession session;

    LinkAdding(ChangeSession session) {
        this.session = session;
    }

    void add(List<GroupLink> links) {
        List<GroupLink> single = new ArrayList<>();
        Map<String, List<GroupLink>> members = new LinkedHashMap<>();
        for (GroupLink link : links) {
            if (link.ofOwner()) {
                single.add(link);
            } else {
                members.computeIfAbsent(link.groupId(), group -> new ArrayList<>())
                        .add(link);
            }
        }
        List<List<GroupLink>> together = new ArrayList<>();
        for (List<GroupLink> ofGroup : members.values()) {
            for (int from = 0; from < ofGroup.size(); from += MOST_AT_ONCE) {
                together.add(ofGroup.subList(from, Math.min(from + MOST_AT_ONCE, ofGroup.size())));
            }
        }
        together.stream().filter(few -> few.size() == 1).forEach(single::addAll);
        together.removeIf(few -> few.size() == 1);
        single.addAll(addTogether(together));
        new AccessGiving<GroupLink>(
                        session,
                        link -> link.write(session.door().requests()),
                        AccessGiving.existing("already exist"),
                        reply -> reply.status() == 404)
                .give(single);
    }

    /** Answers those that have to be tried by themselves. */
    private List<GroupLink> addTogether(List<List<GroupLink>> together) {
        List<GroupLink> left = new ArrayList<>();
        List<WriteReply> replies =
                session.writer().write(together.stream().map(this::bind).toList());
        for (int i = 0; i < replies.size(); i++) {
            WriteReply reply = replies.get(i);
            if (reply.succeeded()) {
                together.get(i).forEach(link -> changed(link, reply));
            } else if (reply.status() == 400 || reply.status() == 404) {
                left.addAll(together.get(i));
            } else {
                together.get(i).forEach(link -> link.pending().failed(reply.failureOrThrow()));
            }
        }
        return left;
    }

    private GraphWrite bind(List<GroupLink> members) {
        return GraphWrite.of(
                HttpMethod.PATCH,
                GraphPath.of("/groups/{}", members.get(0).groupId()),
                new JsonBody()
                        .put(
                                "members@odata.bind",
                                members.stream()
                                        .map(link -> link.address(session.door().requests()))
                                        .toList()));
    }

    private static void changed(GroupLink link, WriteReply reply) {
        reply.requestId().ifPresent(link.pending()::decidedBy);
        link.pending().changed();
    }
}
