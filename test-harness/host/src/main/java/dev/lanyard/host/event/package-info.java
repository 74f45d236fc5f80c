/**
 * Reads what happens in a system between two syncs.
 *
 * <p>{@link dev.lanyard.host.event.FeedReader} polls a feed, keeps its cursor in the store, and takes what it tells
 * into what readers see, if that is wanted. What it reads is told to a {@link dev.lanyard.host.event.FeedListener}.
 */
package dev.lanyard.host.event;
