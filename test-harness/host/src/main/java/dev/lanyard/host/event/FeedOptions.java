package dev.lanyard.host.event;

import dev.lanyard.host.sync.Backoff;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a feed is read.
 *
 * @param since from when on, whatever was read before; empty to go on from there
 * @param takeIn whether events are taken into what readers see
 * @param pageSize how many events a page should hold at most
 * @param clock tells the time
 * @param backoff how often a page is asked for again
 */
public record FeedOptions(Optional<Instant> since, boolean takeIn, int pageSize, Clock clock, Backoff backoff) {

    /** How far a feed that was never read is looked back into where no sync says from when on it is of use. */
    static final Duration FIRST_LOOK = Duration.ofDays(1);

    /**
     * Goes on where the last reading ended, and takes nothing in.
     *
     * @return the options
     */
    public static FeedOptions standard() {
        return new FeedOptions(Optional.empty(), false, SyncRequest.MAX_PAGE_SIZE, Clock.systemUTC(), Backoff.STANDARD);
    }

    /**
     * Begins at a time.
     *
     * @param time from when on; empty to go on where the last reading ended
     * @return a changed copy
     */
    public FeedOptions withSince(Optional<Instant> time) {
        return new FeedOptions(time, takeIn, pageSize, clock, backoff);
    }

    /**
     * Takes events into what readers see, or not.
     *
     * @param wanted whether to
     * @return a changed copy
     */
    public FeedOptions withTakeIn(boolean wanted) {
        return new FeedOptions(since, wanted, pageSize, clock, backoff);
    }

    /**
     * Changes the page size.
     *
     * @param events how many events a page should hold at most
     * @return a changed copy
     */
    public FeedOptions withPageSize(int events) {
        return new FeedOptions(since, takeIn, events, clock, backoff);
    }

    /**
     * Changes the clock.
     *
     * @param other tells the time
     * @return a changed copy
     */
    public FeedOptions withClock(Clock other) {
        return new FeedOptions(since, takeIn, pageSize, other, backoff);
    }
}
