package dev.lanyard.host.event;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.event.EventPage;
import java.time.Duration;

/** Hears what a feed tells. Called from the thread that reads it. */
public interface FeedListener {

    /** Hears nothing. */
    FeedListener SILENT = new FeedListener() {};

    /**
     * A page was read. It counts as read when this returns: if it throws, or the process dies, the page comes again.
     *
     * @param page what has happened
     */
    default void told(EventPage page) {}

    /**
     * The events of a page are in what readers see.
     *
     * @param news how many records were brought up to date; what readers' data was newer than does not count
     */
    default void takenIn(int news) {}

    /**
     * A page is asked for again after a passing error.
     *
     * @param error what went wrong
     * @param wait how long to wait first
     */
    default void retrying(ConnectorException error, Duration wait) {}

    /**
     * A feed that is followed cannot be gone on with before a sync has closed a gap.
     *
     * @param due says what was missed and what to do
     */
    default void syncDue(SyncDueException due) {}
}
