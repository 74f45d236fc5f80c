package dev.lanyard.spi.event;

import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import java.util.List;
import java.util.Objects;

/**
 * One page of a feed. It may hold no event and yet not be the last.
 *
 * @param events what happened, in the order in which the system tells it, which is not always that in which it happened
 * @param next where to go on; to be stored only after the events were taken in, so that a crash repeats them rather
 *     than losing them
 * @param more whether there is more to be read at once; if not, the feed is read up to now, and it is polled again
 *     after the interval that its descriptor names
 * @param skipped what the system told and the connector could not make sense of, each with its reason
 * @param notices what a person should know
 * @param cost what reading this page has cost
 */
public record EventPage(
        List<Event> events,
        FeedCursor next,
        boolean more,
        List<SkippedRow> skipped,
        List<Notice> notices,
        ReadCost cost) {

    /** Keeps copies. */
    public EventPage {
        events = List.copyOf(events);
        Objects.requireNonNull(next, "next");
        skipped = List.copyOf(skipped);
        notices = List.copyOf(notices);
        Objects.requireNonNull(cost, "cost");
    }
}
