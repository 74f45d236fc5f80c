package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes access away, one call for each link, up to twenty of them in a request. Graph answers alike whatever it is that
 * it does not find, so that each such answer is looked into: what reads show all the same is taken away again, for
 * reads may lag, and someone else may have given it in the meantime.
 *
 * @param <L> what is taken away
 */
public final class AccessTaking<L extends AccessLink> {

    private final ChangeSession session;
    private final Function<Collection<L>, Map<L, GraphWrite>> shown;
    private final Predicate<WriteReply> missing;
    private final BiPredicate<L, WriteReply> refused;
    private final Set<L> inDoubt = new HashSet<>();

    /**
     * Takes one kind of access away, once.
     *
     * @param session how to read and write
     * @param shown answers those of some links that reads show, with the call that takes each away
     * @param missing whether Graph refuses because it does not find what is to be taken away
     * @param refused settles what Graph refuses for another known reason, and answers whether it did
     */
    public AccessTaking(
            ChangeSession session,
            Function<Collection<L>, Map<L, GraphWrite>> shown,
            Predicate<WriteReply> missing,
            BiPredicate<L, WriteReply> refused) {
        this.session = session;
        this.shown = shown;
        this.missing = missing;
        this.refused = refused;
    }

    /**
     * Takes access away, and settles each change.
     *
     * @param calls what to take away, and the call that does it
     */
    public void take(Map<L, GraphWrite> calls) {
        Set<L> notFound = send(calls);
        boolean agreed = session.settling()
                .until(() -> lookInto(notFound), "Microsoft Graph's reads still show what it does not find");
        if (!agreed) {
            notFound.forEach(link -> link.pending()
                    .failed(
                            ErrorKind.CONFLICT,
                            "Microsoft Graph does not find " + link.grant().text() + ", but lists it",
                            "try again in a minute"));
        }
    }

    /** Sends calls, and answers those for which Graph finds nothing. */
    private Set<L> send(Map<L, GraphWrite> calls) {
        List<L> links = List.copyOf(calls.keySet());
        List<WriteReply> replies = session.writer().write(List.copyOf(calls.values()));
        Set<L> notFound = new LinkedHashSet<>();
        for (int i = 0; i < links.size(); i++) {
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
        return notFound;
    }

    /** Settles what reads do not show, and sends the rest again; answers whether nothing is left. */
    private boolean lookInto(Set<L> notFound) {
        Map<L, GraphWrite> there = shown.apply(List.copyOf(notFound));
        notFound.stream()
                .filter(link -> !there.containsKey(link))
                .forEach(link -> link.pending().settleAs(inDoubt.contains(link)));
        notFound.clear();
        notFound.addAll(send(there));
        return notFound.isEmpty();
    }
}
