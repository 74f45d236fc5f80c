package dev.lanyard.entra.sync;

import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;

/** One thing that can be read from a tenant. Keeps nothing between pages; safe for use by many threads. */
interface GraphStream {

    /**
     * Says what the stream yields and which permissions it needs.
     *
     * @return the same description every time
     */
    StreamDescriptor descriptor();

    /**
     * Splits the stream. Sends nothing.
     *
     * @param definition how to read
     * @return one partition unless a stream knows better
     */
    default List<SyncPartition> plan(PartitionDefinition definition) {
        return List.of(new SyncPartition(descriptor().id(), "", false, definition.text()));
    }

    /**
     * Reads one page.
     *
     * @param definition how to read, as planned
     * @param cursor where
     * @return the page
     * @throws ConnectorException of kind {@code INVALID} if the cursor is none of this stream's
     */
    SyncPage read(PartitionDefinition definition, Cursor cursor);
}
