/**
 * What happens in the system, told soon after it happened: who changed what, and who used what.
 *
 * <p>A feed ({@link dev.lanyard.spi.describe.FeedDescriptor}) is polled: {@link dev.lanyard.spi.Connector#events}
 * answers an {@link dev.lanyard.spi.event.EventPage} and the {@link dev.lanyard.spi.event.FeedCursor} to ask with next
 * time. The cursor is all that is remembered: it survives a restart, and another process can go on with it. A feed
 * makes a platform faster, not more certain: whatever it tells, the next sync agrees with.
 */
package dev.lanyard.spi.event;
