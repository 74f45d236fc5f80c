package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Takes access away, one call for each link, up to twenty of them in a request. Graph answers alike whatever it is that
 * it does not find, so that each such answer is looked into.
 *
 * @param <L> what is taken away
 */
public final class AccessTaking<L extends AccessLink> {

    private final ChangeSession session;
    private final UnaryOperator<List<L>> stillThere;
    private final Predicate<WriteReply> missing;
    private final BiPredicate<L, WriteReply> refused;

    /**
     * Takes one kind of access away.
     *
     * @param session how to read and write
     * @param stillThere answers those of some links that reads show
     * @param missing whether Graph refuses because it does not find what is to be taken away
     * @param refused settles what Graph refuses for another known reason, and answers whether it did
     */
    public AccessTaking(
            ChangeSession session,
            UnaryOperator<List<L>> stillThere,
            Predicate<WriteReply> missing,
            BiPredicate<L, WriteReply> refused) {
        this.session = session;
        this.stillThere = stillThere;
        this.missing = missing;
        this.refused = refused;
    }

    /**
     * Takes access away, and settles each change.
     *
     * @param links what to take away
     * @param calls the call for each, in the same order
     */
    public void take(List<L> links, List<GraphWrite> calls) {
        Set<L> inDoubt = new HashSet<>();
        List<L> notFound = new ArrayList<>();
        List<WriteReply> replies = session.writer().write(calls);
        for (int i = 0; i < replies.size(); i++) {
            L link = links.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (missing.test(reply)) {
                notFound.add(link);
                if (reply.inDoubt()) {
                    inDoubt.add(link);
                }
            } else if (!refused.test(link, reply)) {
                link.pending().failed(reply.failureOrThrow());
            }
        }
        lookInto(notFound, inDoubt);
    }

    private void lookInto(List<L> links, Set<L> inDoubt) {
        List<L> there = new ArrayList<>(links);
        session.settling()
                .until(
                        () -> {
                            there.retainAll(stillThere.apply(List.copyOf(there)));
                            return there.isEmpty();
                        },
                        "Microsoft Graph's reads still show what it does not find");
        for (L link : links) {
            if (there.contains(link)) {
                link.pending()
                        .failed(
                                ErrorKind.CONFLICT,
                                "Microsoft Graph does not find " + link.grant().text() + ", but lists it",
                                "try again in a minute");
            } else {
                link.pending().settleAs(inDoubt.contains(link));
            }
        }
    }
}
