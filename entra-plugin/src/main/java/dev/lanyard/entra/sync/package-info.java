/**
 * Reading a tenant: one class a stream.
 *
 * <p>{@link dev.lanyard.entra.sync.SyncStreams} knows all streams. A stream asks the door to Graph for pages, reads
 * them with {@code rows} and answers them with {@code page}: {@link dev.lanyard.entra.sync.AccountsStream} walks the
 * users, {@link dev.lanyard.entra.sync.GroupsStream} the groups, whose members and owners can be had in several
 * {@linkplain dev.lanyard.entra.sync.GroupWay ways}.
 */
package dev.lanyard.entra.sync;
