package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
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

/** Takes roles away: what is held for good by the id of its assignment, all else by a request to PIM. */
final class RoleTaking {

    /** How long PIM keeps what was given. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private final ChangeSession session;
    private final RoleReading reading;
    private final Instant now;

    RoleTaking(ChangeSession session, RoleReading reading, Instant now) {
        this.session = session;
        this.reading = reading;
        this.now = now;
    }

    void take(List<RoleLink> links) {
        Map<RoleLink, GraphWrite> writes = new LinkedHashMap<>();
        Map<RoleLink, HeldRole> held = reading.read(links);
        for (RoleLink link : links) {
            HeldRole role = Objects.requireNonNull(held.get(link));
            if (link.throughPim(now) && role.unreadable().isPresent()) {
                RoleRefusals.settleWithoutPim(link, role.unreadable().get());
            } else {
                write(link, role).ifPresentOrElse(write -> writes.put(link, write), () -> settleAbsent(link, role));
            }
        }
        send(List.copyOf(writes.keySet()), List.copyOf(writes.values()));
    }

    /** The call that takes it away, or empty if it is not held in this way. */
    private static Optional<GraphWrite> write(RoleLink link, HeldRole held) {
        return switch (link.grant().holding()) {
            case ACTIVE ->
                held.endlessly()
                        ? Optional.of(held.assignment().map(RoleLink::removing).orElseGet(link::unscheduling))
                        : Optional.empty();
            case TEMPORARY -> held.forATime() ? Optional.of(link.unscheduling()) : Optional.empty();
            case ELIGIBLE -> held.schedules().isEmpty() ? Optional.empty() : Optional.of(link.unscheduling());
        };
    }

    private static void settleAbsent(RoleLink link, HeldRole held) {
        if (link.grant().holding() != Holding.ELIGIBLE && (held.endlessly() || held.forATime())) {
            link.pending()
                    .note(
                            link.grant().text(),
                            "the principal still has the role " + (held.endlessly() ? "for good" : "until an end"),
                            "take that away, if it is meant");
        }
        link.pending().alreadySo();
    }

    private void send(List<RoleLink> links, List<GraphWrite> writes) {
        Set<RoleLink> inDoubt = new HashSet<>();
        List<RoleLink> notFound = new ArrayList<>();
        List<WriteReply> replies = session.writer().write(writes);
        for (int i = 0; i < replies.size(); i++) {
            RoleLink link = links.get(i);
            WriteReply reply = replies.get(i);
            reply.requestId().ifPresent(link.pending()::decidedBy);
            if (reply.succeeded()) {
                link.pending().changed();
            } else if (reply.status() == 404 || reply.refusedAs("RoleAssignmentDoesNotExist")) {
                notFound.add(link);
                if (reply.inDoubt()) {
                    inDoubt.add(link);
                }
            } else if (reply.refusedAs("ActiveDurationTooShort")) {
                link.pending().inProgress("PIM takes nothing away that was given a moment ago", SHORTEST);
            } else if (!RoleRefusals.settle(link, reply)) {
                link.pending().failed(reply.failureOrThrow());
            }
        }
        lookInto(notFound, inDoubt);
    }

    /** Waits until reads no longer show what was taken away, so that it is in the way of nothing else. */
    void awaitGone(List<RoleLink> links) {
        awaitGone(new ArrayList<>(links), "Microsoft Graph's reads still show what was taken away");
    }

    private void awaitGone(List<RoleLink> there, String reason) {
        session.settling()
                .until(
                        () -> {
                            Map<RoleLink, HeldRole> held = reading.read(there);
                            there.removeIf(link -> write(link, Objects.requireNonNull(held.get(link)))
                                    .isEmpty());
                            return there.isEmpty();
                        },
                        reason);
    }

    /** Graph does not find what it has just listed: reads lag, or it is gone since. */
    private void lookInto(List<RoleLink> links, Set<RoleLink> inDoubt) {
        List<RoleLink> there = new ArrayList<>(links);
        awaitGone(there, "Microsoft Graph's reads still show what it does not find");
        for (RoleLink link : links) {
            if (there.contains(link)) {
                link.pending()
                        .failed(
                                ErrorKind.CONFLICT,
                                "Microsoft Graph does not find " + link.grant().text() + ", but lists it",
                                "try again in a few minutes");
            } else if (inDoubt.contains(link)) {
                link.pending().changed();
            } else {
                link.pending().alreadySo();
            }
        }
    }
}
