package dev.lanyard.host.event;

import dev.lanyard.host.store.FeedRecords;
import dev.lanyard.host.store.FeedRecords.Purpose;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.sync.CursorLoopDetector;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a feed, once or on and on, and keeps in the store how far.
 *
 * <p>The cursor after a page is kept when its events were heard and, if that is wanted, taken in: whoever is killed in
 * between hears them again, and taking them in twice does no harm. For one thread.
 */
public final class FeedReader {

    private final ConnectorDescriptor descriptor;
    private final Connector connector;
    private final FeedDescriptor feed;
    private final Store store;
    private final FeedOptions options;
    private final Purpose purpose;
    private boolean begun;

    /**
     * Makes a reader. Nothing is done yet.
     *
     * @param descriptor what the connector's plugin says of itself
     * @param connector an open connector; the reader does not close it
     * @param feed one of the descriptor's feeds
     * @param store where cursors are kept, and what events are taken into
     * @param options how
     */
    public FeedReader(
            ConnectorDescriptor descriptor,
            Connector connector,
            FeedDescriptor feed,
            Store store,
            FeedOptions options) {
        this.descriptor = descriptor;
        this.connector = connector;
        this.feed = feed;
        this.store = store;
        this.options = options;
        this.purpose = options.takeIn() ? Purpose.TAKEN_IN : Purpose.SHOWN;
    }

    /**
     * Reads what has happened up to now.
     *
     * @param listener hears it
     * @param pause how to wait before a page is asked for again
     * @throws ConnectorException as the connector throws it, also if the feed is switched off or not permitted
     * @throws SyncDueException if the system has forgotten what came next; reading again begins anew, when a sync has
     *     closed the gap in what readers see
     * @throws dev.lanyard.host.store.StoreException if the store cannot be written, or there is nothing in it that
     *     could be brought up to date
     */
    public void read(FeedListener listener, Pause pause) {
        try (FeedRecords records = store.feeds()) {
            if (options.takeIn()) {
                records.requireSync(descriptor.id());
            }
            FeedStart from = start(records);
            CursorLoopDetector loops = new CursorLoopDetector(new Cursor(text(from)));
            boolean more = true;
            while (more) {
                Optional<EventPage> page = page(records, from, listener, pause);
                if (page.isEmpty()) {
                    return;
                }
                keep(records, page.get(), listener);
                begun = true;
                FeedCursor next = page.get().next();
                from = new FeedStart.After(next);
                more = page.get().more();
                if (more && loops.repeats(new Cursor(next.value()))) {
                    throw ConnectorException.of(
                                    ErrorKind.DEFECT,
                                    "the feed '" + feed.id() + "' goes round in a circle: a cursor came back",
                                    "report this to the author of the connector")
                            .build();
                }
                // Waiting for no time asks whether to end.
                more = more && pause.sleep(Duration.ZERO);
            }
        }
    }

    /**
     * Reads what has happened, and then again after each of the feed's intervals, until told to end. Passing errors and
     * sync that is due are told, and waited out.
     *
     * @param listener hears what happens
     * @param pause how to wait, and when to end
     * @throws ConnectorException of a kind that waiting does not help
     * @throws dev.lanyard.host.store.StoreException as {@link #read} throws it
     */
    public void follow(FeedListener listener, Pause pause) {
        boolean goOn = true;
        while (goOn) {
            Duration wait = feed.interval();
            try {
                read(listener, pause);
            } catch (SyncDueException due) {
                listener.syncDue(due);
            } catch (ConnectorException passing) {
                if (!passing.kind().retriable()) {
                    throw passing;
                }
                wait = passing.retryAfter()
                        .filter(asked -> asked.compareTo(feed.interval()) > 0)
                        .orElse(wait);
                listener.retrying(passing, wait);
            }
            goOn = pause.sleep(wait);
        }
    }

    private FeedStart start(FeedRecords records) {
        if (options.since().isPresent() && !begun) {
            return new FeedStart.Since(options.since().get());
        }
        Optional<FeedCursor> cursor = records.cursor(feed.id(), purpose);
        if (cursor.isPresent()) {
            return new FeedStart.After(cursor.get());
        }
        Optional<Instant> read = records.readFrom();
        Optional<Instant> lost = records.lostAt(feed.id(), purpose);
        if (lost.isPresent()) {
            if (!options.takeIn()) {
                return new FeedStart.Since(lost.get());
            }
            if (read.filter(lost.get()::isBefore).isEmpty()) {
                throw new SyncDueException(feed.id(), null);
            }
        }
        return new FeedStart.Since(
                read.orElseGet(() -> options.clock().instant().minus(FeedOptions.FIRST_LOOK)));
    }

    private static String text(FeedStart from) {
        return from instanceof FeedStart.After after ? after.cursor().value() : "";
    }

    /** Answers a page, or empty if waiting for it was ended. */
    private Optional<EventPage> page(FeedRecords records, FeedStart from, FeedListener listener, Pause pause) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Optional.of(connector.events(feed.id(), from, options.pageSize()));
            } catch (ConnectorException e) {
                if (e.kind() == ErrorKind.CHECKPOINT_EXPIRED) {
                    begun = true;
                    records.lose(feed.id(), purpose, options.clock().instant());
                    throw new SyncDueException(feed.id(), e);
                }
                if (e.kind() == ErrorKind.CANCELLED) {
                    return Optional.empty();
                }
                if (!options.backoff().allows(attempt, e)) {
                    throw e;
                }
                Duration wait = options.backoff().after(attempt, e);
                listener.retrying(e, wait);
                if (!pause.sleep(wait)) {
                    return Optional.empty();
                }
            }
        }
    }

    private void keep(FeedRecords records, EventPage page, FeedListener listener) {
        listener.told(page);
        if (options.takeIn()) {
            listener.takenIn(records.takeIn(
                    feed.id(),
                    descriptor.id(),
                    page.events(),
                    page.next(),
                    streamsOfTypes(),
                    options.clock().instant()));
        } else {
            records.advance(feed.id(), page.next());
        }
    }

    private Map<String, Set<String>> streamsOfTypes() {
        Map<String, Set<String>> streams = new HashMap<>();
        for (StreamDescriptor stream : descriptor.streams()) {
            for (String type : stream.resourceTypes()) {
                streams.computeIfAbsent(type, absent -> new TreeSet<>()).add(stream.id());
            }
        }
        return streams;
    }
}
