package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.Links;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** How long links of incremental reads live, and how they are refused afterwards. Safe for use by many threads. */
public final class DeltaLinks {

    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration LONG_PAST = Duration.ofDays(30);

    private final Links links;
    private final InstantSource clock;
    private volatile LinkRefusal refusal = LinkRefusal.BY_AGE;
    private volatile Instant expired = Instant.EPOCH;

    /** Links that grow old by this clock. */
    public DeltaLinks(Links links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /** Sets how links are refused from now on; {@link LinkRefusal#BY_AGE} at first. */
    public void setRefusal(LinkRefusal how) {
        refusal = how;
    }

    /** Makes every link issued so far too old. */
    public void expireAll() {
        expired = now();
    }

    /** When a link that is made now was issued: always later than those that were made to expire. */
    Instant issued() {
        Instant now = now();
        return now.isAfter(expired) ? now : expired.plusMillis(1);
    }

    /** Refuses a link of a collection that is too old. */
    void requireAlive(Instant issued, String collection) {
        Instant now = now();
        if (now.isAfter(issued.plus(LONG_PAST))) {
            throw refusal(collection, LinkRefusal.OLDER_THAN_30_DAYS);
        }
        if (now.isAfter(issued.plus(LIFE)) || !issued.isAfter(expired)) {
            throw refusal(collection, LinkRefusal.GONE_WITH_LOCATION);
        }
    }

    /** The refusal of a link whose state is not known here. */
    GraphException unknown(String collection) {
        return refusal(collection, LinkRefusal.GONE_WITH_LOCATION);
    }

    private GraphException refusal(String collection, LinkRefusal byAge) {
        return switch (refusal == LinkRefusal.BY_AGE ? byAge : refusal) {
            case GONE_WITH_LOCATION -> gone(Map.of("Location", links.withOnly(path(collection), "deltatoken", "")));
            case SYNC_STATE_NOT_FOUND ->
                new GraphException(404, "syncStateNotFound", "The sync state is not found: start again.");
            case RESYNC_REQUIRED ->
                new GraphException(400, "resyncRequired", "The delta token has expired: start again.");
            case OLDER_THAN_30_DAYS ->
                GraphException.unsupportedQuery("DeltaLink older than 30 days is not supported.");
            default -> gone(Map.of());
        };
    }

    private static GraphException gone(Map<String, String> headers) {
        return new GraphException(410, "UnknownError", "", headers);
    }

    private static String path(String collection) {
        return "/" + collection + "/delta";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
