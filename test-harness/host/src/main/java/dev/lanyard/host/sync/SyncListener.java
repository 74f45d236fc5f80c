package dev.lanyard.host.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.SyncPartition;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/** Hears how a sync gets on. Called from the workers' threads, several at once; must be quick and must not throw. */
public interface SyncListener {

    /** Hears nothing. */
    SyncListener SILENT = new SyncListener() {};

    /**
     * Reading begins.
     *
     * @param streams what is read
     * @param resumed whether an unfinished run goes on
     * @param alreadyRead records that the unfinished run had committed
     */
    default void started(Set<String> streams, boolean resumed, long alreadyRead) {}

    /**
     * A page was committed.
     *
     * @param partition where it comes from
     * @param effort what the page has yielded and cost
     * @param remaining how many more objects the partition will read, as far as the connector can tell
     */
    default void pageCommitted(SyncPartition partition, Effort effort, OptionalLong remaining) {}

    /**
     * A page is asked for again after a passing error.
     *
     * @param partition where the page comes from
     * @param error what went wrong
     * @param wait how long to wait first
     */
    default void retrying(SyncPartition partition, ConnectorException error, Duration wait) {}

    /**
     * The system no longer knows the position, so the partition is read from its start.
     *
     * @param partition which
     * @param error what the connector said
     */
    default void restarting(SyncPartition partition, ConnectorException error) {}

    /**
     * The changes of a stream cannot be told any more, so it is read whole.
     *
     * @param stream its id
     * @param error what the connector said
     */
    default void readingWhole(String stream, ConnectorException error) {}

    /**
     * The last page of a stream was committed.
     *
     * @param stream its id
     * @param effort what it has yielded and cost in all
     */
    default void streamFinished(String stream, Effort effort) {}
}
