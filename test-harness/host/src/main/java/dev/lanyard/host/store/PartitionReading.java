package dev.lanyard.host.store;

import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;

/**
 * How far a partition has been read.
 *
 * @param partition what is read
 * @param cursor where the next page begins
 * @param done whether the last page was committed
 * @param restarts how often it had to begin anew
 * @param effort what the committed pages have yielded and cost, in all processes that worked on them
 */
public record PartitionReading(SyncPartition partition, Cursor cursor, boolean done, int restarts, Effort effort) {

    /**
     * A partition of which no page has been read.
     *
     * @param partition what is to be read
     * @return the reading
     */
    public static PartitionReading fresh(SyncPartition partition) {
        return new PartitionReading(partition, Cursor.start(), false, 0, Effort.NONE);
    }
}
