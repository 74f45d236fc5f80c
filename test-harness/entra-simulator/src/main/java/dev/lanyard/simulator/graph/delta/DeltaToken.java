package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.PageTokens;
import java.time.Instant;
import java.util.List;

/**
 * What a link of an incremental read carries.
 *
 * @param round what the link goes on with
 * @param collection what is read, such as {@code users}
 * @param tenantId the tenant it was read from
 * @param from the version of the directory that is known already; 0 in a first round
 * @param to the version that the round leads to
 * @param page the next page of the round
 * @param issued when the round began
 * @param minimal whether only changed properties are told
 * @param select the value of {@code $select}, or empty
 * @param filter the value of {@code $filter}, or empty
 */
record DeltaToken(
        Round round,
        String collection,
        String tenantId,
        long from,
        long to,
        int page,
        Instant issued,
        boolean minimal,
        String select,
        String filter) {

    /** What a link goes on with. */
    enum Round {
        /** The first round, which tells everything. */
        FIRST,
        /** A later round, which tells the changes between two versions. */
        CHANGES,
        /** The next round, to begin when the link is followed. */
        NEXT
    }

    String seal(PageTokens tokens) {
        return tokens.seal(String.join(
                "|",
                "D",
                round.name(),
                collection,
                tenantId,
                "" + from,
                "" + to,
                "" + page,
                "" + issued.toEpochMilli(),
                "" + minimal,
                select,
                filter));
    }

    static DeltaToken open(PageTokens tokens, String sealed) {
        List<String> parts = List.of(tokens.open(sealed).split("\\|", 11));
        if (parts.size() != 11 || !parts.get(0).equals("D")) {
            throw GraphException.badRequest("Invalid delta token specified.");
        }
        return new DeltaToken(
                Round.valueOf(parts.get(1)),
                parts.get(2),
                parts.get(3),
                Long.parseLong(parts.get(4)),
                Long.parseLong(parts.get(5)),
                Integer.parseInt(parts.get(6)),
                Instant.ofEpochMilli(Long.parseLong(parts.get(7))),
                Boolean.parseBoolean(parts.get(8)),
                parts.get(9),
                parts.get(10));
    }

    DeltaToken onPage(int number) {
        return new DeltaToken(round, collection, tenantId, from, to, number, issued, minimal, select, filter);
    }

    /** The link at the end of this round, from which the next one begins. */
    DeltaToken nextRound(Instant now) {
        return new DeltaToken(Round.NEXT, collection, tenantId, to, to, 0, now, minimal, select, filter);
    }

    /** The round that begins at this link and leads to this version. */
    DeltaToken changes(long version, boolean minimalNow) {
        return new DeltaToken(
                Round.CHANGES, collection, tenantId, from, version, 0, issued, minimalNow, select, filter);
    }
}
