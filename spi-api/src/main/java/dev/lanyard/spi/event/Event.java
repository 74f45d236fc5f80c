package dev.lanyard.spi.event;

import java.time.Instant;

/** Something that happened in the system. */
public sealed interface Event permits ChangeEvent, UsageEvent {

    /**
     * Identifies the event: the same however often and by whichever process it is read, and that of no other event of
     * the feed.
     *
     * @return the system's own id, or one that is made from it; not empty
     */
    String id();

    /**
     * When it happened, by the system's clock.
     *
     * @return the time, which may lie before that of an event that was told earlier
     */
    Instant at();
}
