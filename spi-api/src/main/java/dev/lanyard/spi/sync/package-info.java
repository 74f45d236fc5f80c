/**
 * Reading a system: a request is planned into partitions, a partition is read page by page.
 *
 * <p>The connector keeps no state between pages. A {@link dev.lanyard.spi.sync.SyncPartition} and a
 * {@link dev.lanyard.spi.sync.Cursor} are small texts that a platform can store and hand to another process; a
 * {@link dev.lanyard.spi.sync.Checkpoint} is what a finished partition leaves behind, from which a later sync reads
 * only the changes.
 */
package dev.lanyard.spi.sync;
