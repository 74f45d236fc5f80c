/**
 * Reading a tenant: one class a stream.
 *
 * <p>{@link dev.lanyard.entra.sync.SyncStreams} knows all streams, each of which lives with what it needs in a package
 * of its subject: {@code users}, {@code groups}, {@code applications}, {@code roles}, {@code licences}. A stream asks
 * the door to Graph for pages, reads them with {@code rows}, answers them with {@code page}, and follows
 * {@code changes}.
 */
package dev.lanyard.entra.sync;
