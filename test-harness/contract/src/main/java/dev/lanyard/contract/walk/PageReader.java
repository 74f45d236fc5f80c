package dev.lanyard.contract.walk;

import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;

/** A way to have a page read: by one connector, by several in turn, on another thread. */
@FunctionalInterface
public interface PageReader {

    /**
     * Reads a page.
     *
     * @param partition what to read
     * @param cursor where
     * @return the page
     */
    SyncPage read(SyncPartition partition, Cursor cursor);
}
