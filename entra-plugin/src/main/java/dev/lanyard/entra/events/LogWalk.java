package dev.lanyard.entra.events;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.Notice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Reads a log from where it was left, so that each entry is told once, however late it comes and however often.
 *
 * <p>A walk leads through everything since the last walk began, and an hour more, for so late may an entry be told. It
 * goes on from the time of the last entry seen, and never by a link: entries that come in between move all later ones
 * by one place. What has been told already is known by its hash and left out. A walk ends when the log has no more to
 * tell, or has told what happened after the walk began; then the log is read up to now.
 *
 * <p>A cursor has room for some seven thousand hashes. Where more happens within the hour, what is oldest is forgotten
 * and not looked at again, so that nothing is told twice; entries that come later than the time that is left are then
 * found by the next sync only, and a notice says so. Keeps nothing between calls; safe for use by many threads.
 *
 * @param <E> an entry
 */
final class LogWalk<E> {

    /** How late an entry may come. Graph says of none how late it can be; the most come within minutes. */
    static final Duration LATENESS = Duration.ofHours(1);

    /** The most that Graph takes for every log. */
    private static final int MOST_ON_A_PAGE = 999;

    /** In bytes, of which a cursor writes four as three; so much may be remembered between two walks. */
    private static final int REMEMBERED = 36_000;

    /** Within a walk there is room for another page. */
    private static final int REMEMBERED_WITHIN = 45_000;

    /**
     * What a walk has come to.
     *
     * @param <E> an entry
     * @param entries what is new
     * @param next where to go on
     * @param more whether there is more to be read at once
     */
    record Found<E>(List<E> entries, LogPosition next, boolean more) {}

    private final String feed;
    private final Log<E> log;
    private final GraphDoor door;
    private final Clock clock;

    LogWalk(String feed, Log<E> log, GraphDoor door, Clock clock) {
        this.feed = feed;
        this.log = log;
        this.door = door;
        this.clock = clock;
    }

    /**
     * Reads on.
     *
     * @param page gains the cost, what is malformed, and notices
     * @param from where
     * @param most how many entries to tell at the most
     */
    Found<E> read(PageBuilder page, FeedStart from, int most) {
        LogPosition here;
        if (from instanceof FeedStart.After after) {
            here = LogPosition.parse(feed, after.cursor());
            boolean underWay = here.begun().isPresent() && !log.oldestFirst();
            if (!underWay && hasForgotten(page, lower(here))) {
                throw forgotten();
            }
        } else {
            here = LogPosition.since(feed, ((FeedStart.Since) from).time());
            if (hasForgotten(page, here.floor())) {
                page.notice(new Notice(
                        "log-begins-later",
                        "Microsoft Entra ID has forgotten some of what happened since " + here.floor(),
                        "run a sync to be sure that nothing is missing"));
            }
        }
        Step step = new Step(here, most);
        step.run(page);
        return step.found(page);
    }

    /** From when on the log is looked at. */
    private Instant lower(LogPosition here) {
        if (log.oldestFirst() && here.edge().isPresent()) {
            return here.edge().get();
        }
        return later(here.floor(), here.last().minus(LATENESS));
    }

    /** Whether the log begins later than a time. It is asked only when the time is so long ago that it may. */
    private boolean hasForgotten(PageBuilder page, Instant time) {
        if (!time.isBefore(clock.instant().minus(log.kept()).plus(LATENESS))) {
            return false;
        }
        if (!log.oldestFirst()) {
            return true;
        }
        List<E> oldest = new ArrayList<>();
        RawPage raw = door.read(log.request(Optional.empty(), Optional.empty(), 1));
        page.spent(raw.cost());
        log.reader().read(raw.body(), new Rows(page, oldest));
        return oldest.isEmpty() || log.at(oldest.get(0)).isAfter(time);
    }

    private ConnectorException forgotten() {
        return ConnectorException.of(
                        ErrorKind.CHECKPOINT_EXPIRED,
                        "Microsoft Entra ID has forgotten what comes next in the feed '" + feed + "'",
                        "run a sync, and read the feed from the time of the sync on")
                .build();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** One call's part of a walk. */
    private final class Step {
        private final Instant lower;
        private final int most;
        private final LogPosition here;
        private final ToldEntries told;
        private final List<E> fresh = new ArrayList<>();
        private Instant begun;
        private Instant floor;
        private Optional<Instant> edge;
        private boolean more;

        Step(LogPosition here, int most) {
            this.here = here;
            this.most = most;
            this.begun = here.begun().orElseGet(clock::instant);
            this.lower = lower(here);
            this.told = here.told();
            this.floor = here.floor();
            this.edge = here.edge();
        }

        void run(PageBuilder page) {
            Optional<Instant> upper = log.oldestFirst() ? Optional.empty() : edge;
            int again = told.count(
                    ToldEntries.minute(lower), upper.map(ToldEntries::minute).orElse(Long.MAX_VALUE));
            int wanted = (int) Math.min(MOST_ON_A_PAGE, (long) most + again);
            RawPage raw = door.read(log.request(Optional.of(lower), upper, wanted));
            while (true) {
                page.spent(raw.cost());
                List<E> entries = new ArrayList<>();
                PageEnd end = log.reader().read(raw.body(), new Rows(page, entries));
                boolean cut = take(entries);
                more = cut || end.nextLink().isPresent();
                if (!more || !fresh.isEmpty()) {
                    break;
                }
                // Nothing but what was told before: there must be something behind it.
                RawPage next = door.follow(end.nextLink().orElseThrow(), Map.of("Cache-Control", "no-cache"));
                if (Arrays.equals(next.body(), raw.body())) {
                    throw endless();
                }
                raw = next;
            }
            more = more && !(log.oldestFirst() && edge.isPresent() && edge.get().isAfter(begun));
        }

        /** Takes what is new; answers whether some of it had to be left. */
        private boolean take(List<E> entries) {
            for (E entry : entries) {
                Instant at = log.at(entry);
                boolean isNew = !told.has(log.id(entry), at);
                if (isNew && fresh.size() == most) {
                    return true;
                }
                edge = Optional.of(edge.map(before -> further(before, at)).orElse(at));
                // What happened before the feed begins is not among what was asked for; a page may hold it all the
                // same.
                if (isNew && !at.isBefore(floor)) {
                    told.add(log.id(entry), at);
                    fresh.add(entry);
                }
            }
            return false;
        }

        private Instant further(Instant one, Instant other) {
            return log.oldestFirst() == one.isAfter(other) ? one : other;
        }

        Found<E> found(PageBuilder page) {
            Instant again = later(floor, begun.minus(LATENESS));
            long nextMinute = ToldEntries.minute(again);
            if (!more) {
                told.forget(Long.MIN_VALUE, nextMinute);
                shrink(page, minute -> true, Long.MIN_VALUE, REMEMBERED);
                return new Found<>(
                        fresh, new LogPosition(feed, floor, begun, Optional.empty(), Optional.empty(), told), false);
            }
            long edgeMinute = ToldEntries.minute(edge.orElse(lower));
            if (log.oldestFirst()) {
                told.forget(Long.MIN_VALUE, Math.min(edgeMinute, nextMinute));
                shrink(page, minute -> minute < edgeMinute, Long.MIN_VALUE, REMEMBERED_WITHIN);
            } else {
                told.forget(edgeMinute + 1, nextMinute);
                shrink(page, minute -> minute > edgeMinute, edgeMinute, REMEMBERED_WITHIN);
            }
            // Where a single minute holds more than fits, the rest of it is given up, rather than told twice.
            Optional<Instant> from = log.oldestFirst() ? edge.map(last -> later(last, floor)) : edge;
            return new Found<>(fresh, new LogPosition(feed, floor, here.last(), Optional.of(begun), from, told), true);
        }

        /**
         * Forgets what is oldest, as much as needed.
         *
         * @param passed whether the walk has been through a minute, so that only the next one would come to it
         * @param except the minute in which the walk stands, if it must be kept
         * @param bytes how much can be kept
         */
        private void shrink(PageBuilder page, LongPredicate passed, long except, int bytes) {
            while (told.size() > bytes && told.first(except) != Long.MAX_VALUE) {
                long minute = told.first(except);
                told.forget(minute, minute + 1);
                if (passed.test(minute)) {
                    // As if the walk had begun later: so much later begins the next.
                    begun = later(begun, ToldEntries.start(minute + 1).plus(LATENESS));
                } else {
                    floor = later(floor, ToldEntries.start(minute + 1));
                }
                page.notice(new Notice(
                        "busy-log",
                        "so much happens in the tenant that the feed '" + feed + "' looks back less than an hour: what"
                                + " the log tells later than that, the next sync finds",
                        "nothing needs to be done; polling more often does not help"));
            }
        }

        private ConnectorException endless() {
            return ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            "Microsoft Graph's link to the next page leads to the same page again",
                            "read the feed again; if it stays so, report it to Microsoft")
                    .build();
        }
    }

    private final class Rows implements RowVisitor {
        private final PageBuilder page;
        private final List<E> entries;

        Rows(PageBuilder page, List<E> entries) {
            this.page = page;
            this.entries = entries;
        }

        @Override
        public void row(Row row) {
            log.entry(row).ifPresentOrElse(entries::add, this::notAnObject);
        }

        @Override
        public void notAnObject() {
            page.skip("event/?", "malformed", "an entry of the log without id or time");
        }
    }
}
