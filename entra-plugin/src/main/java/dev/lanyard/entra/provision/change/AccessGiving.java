package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives access, one call for each link, up to twenty of them in a request. A principal that Graph does not find is
 * waited for: what was made a moment ago may not be seen yet.
 *
 * @param <L> what is given
 */
public final class AccessGiving<L extends AccessLink> {

    private final ChangeSession session;
    private final Function<L, GraphWrite> call;
    private final BiPredicate<L, WriteReply> decided;
    private final Predicate<WriteReply> unseen;

    /**
     * Gives one kind of access.
     *
     * @param session how to read and write
     * @param call the call that gives it
     * @param decided settles what an answer decides in a way of its own, and answers whether it did
     * @param unseen whether Graph refuses because it does not find someone
     */
    public AccessGiving(
            ChangeSession session,
            Function<L, GraphWrite> call,
            BiPredicate<L, WriteReply> decided,
            Predicate<WriteReply> unseen) {
        this.session = session;
        this.call = call;
        this.decided = decided;
        this.unseen = unseen;
    }

    /**
     * Knows when access was there already.
     *
     * @param words in which Graph refuses what is so already
     * @param <L> what is given
     * @return settles such answers; after a lost answer it is our own doing
     */
    public static <L extends AccessLink> BiPredicate<L, WriteReply> existing(String words) {
        return (link, reply) -> {
            boolean existing = reply.says(words);
            if (existing) {
                link.pending().settleAs(reply.inDoubt());
            }
            return existing;
        };
    }

    /**
     * Gives access, and settles each change.
     *
     * @param links what to give
     */
    public void give(List<L> links) {
        List<L> notFound = give(links, true);
        if (!notFound.isEmpty()) {
            give(seen(notFound), false);
        }
    }

    /** Answers those whose principals Graph does not find. */
    private List<L> give(List<L> links, boolean mayWait) {
        List<L> notFound = new ArrayList<>();
        List<WriteReply> replies =
                session.writer().write(links.stream().map(call).toList());
        for (int i = 0; i < replies.size(); i++) {
            PendingChange pending = links.get(i).pending();
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(pending::decidedBy);
            if (mayWait && unseen.test(reply)) {
                notFound.add(links.get(i));
            } else if (!decided.test(links.get(i), reply)) {
                reply.failure().ifPresentOrElse(pending::failed, pending::changed);
            }
        }
        return notFound;
    }

    /** Those whose principals are there after a while; settles the others. */
    private List<L> seen(List<L> links) {
        DirectoryLookup lookup = new DirectoryLookup(session.door());
        List<String> principals =
                links.stream().map(link -> link.principal().id()).toList();
        session.settling()
                .until(
                        () -> lookup.existing(principals).containsAll(principals),
                        "Microsoft Graph has yet to find those who are to have access");
        Set<String> found = lookup.existing(principals);
        List<L> seen = new ArrayList<>();
        for (L link : links) {
            if (found.contains(link.principal().id())) {
                seen.add(link);
            } else {
                link.pending()
                        .failed(
                                ErrorKind.NOT_FOUND,
                                "the " + link.principal().type() + " "
                                        + link.principal().id() + " does not exist, or was deleted",
                                "check the id, or restore it first");
            }
        }
        return seen;
    }
}
