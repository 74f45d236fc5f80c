/**
 * Reads a system into a store.
 *
 * <p>{@link dev.lanyard.host.sync.SyncEngine} plans a run, lets several workers read its partitions page by page
 * ({@link dev.lanyard.host.sync.PartitionWorker}), resumes what was cut off, and decides with the
 * {@link dev.lanyard.host.sync.FallGuard} whether readers may see the result. What happens meanwhile is told to a
 * {@link dev.lanyard.host.sync.SyncListener}, what came of it is a {@link dev.lanyard.host.sync.SyncOutcome}.
 */
package dev.lanyard.host.sync;
