package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.DirectoryLookup;
import dev.lanyard.entra.provision.change.PrivilegedSchedule;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Gives roles, each in the way it is asked for. What there is already is read before, since Graph has one answer for
 * all of it; and read again where Graph says that there is something, since reads may lag.
 */
final class RoleGiving {

    private static final Duration PIM_TAKES = Duration.ofMinutes(1);

    private final ChangeSession session;
    private final RoleReading reading;
    private final Instant now;

    /** Links whose answers were lost, so that what there is may be our own doing. */
    private final Set<RoleLink> inDoubt = new HashSet<>();

    /** Links that Graph says are there already. */
    private final Set<RoleLink> existing = new HashSet<>();

    RoleGiving(ChangeSession session, RoleReading reading, Instant now) {
        this.session = session;
        this.reading = reading;
        this.now = now;
    }

    void give(List<RoleLink> links) {
        List<RoleLink> left = round(links);
        if (left.isEmpty()) {
            return;
        }
        session.settling().until(() -> allSeen(left), "Microsoft Graph has yet to show what its answers speak of");
        for (RoleLink link : round(present(left))) {
            if (existing.contains(link)) {
                link.pending()
                        .inProgress(
                                "Microsoft Graph says that there is "
                                        + link.grant().text() + ", or a request for it, but lists none",
                                PIM_TAKES);
            } else {
                settleAbsent(link);
            }
        }
    }

    /** Answers those of which Graph says that the role is there, or that the principal is not. */
    private List<RoleLink> round(List<RoleLink> links) {
        Map<RoleLink, GraphWrite> writes = new LinkedHashMap<>();
        Map<RoleLink, HeldRole> held = reading.read(links);
        links.forEach(link ->
                decide(link, Objects.requireNonNull(held.get(link))).ifPresent(write -> writes.put(link, write)));
        List<RoleLink> left = new ArrayList<>();
        List<WriteReply> replies = session.writer().write(List.copyOf(writes.values()));
        List<RoleLink> written = List.copyOf(writes.keySet());
        for (int i = 0; i < replies.size(); i++) {
            RoleLink link = written.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            if (reply.inDoubt()) {
                inDoubt.add(link);
            }
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (saysThereIs(reply)) {
                existing.add(link);
                left.add(link);
            } else if (reply.status() == 404 || reply.refusedAs("SubjectNotFound")) {
                left.add(link);
            } else if (!RoleRefusals.settle(link, reply)) {
                link.pending().failed(reply.failureOrThrow());
            }
        }
        return left;
    }

    private static boolean saysThereIs(WriteReply reply) {
        return reply.says("A conflicting object with one or more of the specified property values is present")
                || reply.refusedAs("RoleAssignmentExists")
                || reply.refusedAs("PendingRoleAssignmentRequest");
    }

    /** Settles what needs no call; else answers the call. */
    private Optional<GraphWrite> decide(RoleLink link, HeldRole held) {
        boolean throughPim = link.throughPim(now);
        if (throughPim && held.unreadable().isPresent()) {
            RoleRefusals.settleWithoutPim(link, held.unreadable().get());
            return Optional.empty();
        }
        Holding holding = link.grant().holding();
        if (holding == Holding.TEMPORARY && held.endlessly()) {
            return refuse(link, "held-for-good", "has the role for good", "take it away for good first");
        }
        if (holding == Holding.ACTIVE && held.forATime() && !held.endlessly()) {
            return refuse(link, "held-for-a-time", "has the role until an end", "take the temporary role away first");
        }
        Optional<PrivilegedSchedule> given = held.given();
        if (given.isPresent()) {
            return given.get().fits(link.validity(), now) ? so(link) : Optional.of(link.scheduling("adminUpdate", now));
        }
        if (holding == Holding.ACTIVE && held.endlessly()) {
            return so(link);
        }
        if (existing.contains(link) && held.forATime()) {
            return refuse(link, "activated", "has activated the role", "ask again when the activation has ended");
        }
        return Optional.of(throughPim ? link.scheduling("adminAssign", now) : link.assigning());
    }

    private Optional<GraphWrite> so(RoleLink link) {
        if (inDoubt.contains(link)) {
            link.pending().changed();
        } else {
            link.pending().alreadySo();
        }
        return Optional.empty();
    }

    private static Optional<GraphWrite> refuse(RoleLink link, String code, String why, String remedy) {
        link.pending()
                .refused(
                        code,
                        link.principal().text() + " " + why + " (" + link.roleId() + " in the scope " + link.scope()
                                + "), and Microsoft Graph gives it no second time",
                        remedy);
        return Optional.empty();
    }

    /** What was made a moment ago may not be seen yet. */
    private boolean allSeen(List<RoleLink> links) {
        Map<RoleLink, HeldRole> held = reading.read(links);
        List<String> sought = sought(links);
        return links.stream()
                        .filter(existing::contains)
                        .map(held::get)
                        .allMatch(each -> each.assignment().isPresent()
                                || !each.schedules().isEmpty())
                && new DirectoryLookup(session.door()).existing(sought).containsAll(sought);
    }

    /** Settles those whose principals are not there, and answers the others. */
    private List<RoleLink> present(List<RoleLink> links) {
        Set<String> found = new DirectoryLookup(session.door()).existing(sought(links));
        List<RoleLink> present = new ArrayList<>();
        for (RoleLink link : links) {
            if (existing.contains(link) || found.contains(link.principal().id())) {
                present.add(link);
            } else {
                settleAbsent(link);
            }
        }
        return present;
    }

    /** The principals that Graph does not find. */
    private List<String> sought(List<RoleLink> links) {
        return links.stream()
                .filter(link -> !existing.contains(link))
                .map(link -> link.principal().id())
                .toList();
    }

    private static void settleAbsent(RoleLink link) {
        link.pending()
                .failed(
                        ErrorKind.NOT_FOUND,
                        "the " + link.principal().text() + " or the scope " + link.scope()
                                + " does not exist, or was deleted",
                        "check both ids, or restore what was deleted first");
    }
}
