package dev.lanyard.entra.events;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;

/** One feed of a tenant. Keeps nothing between pages; safe for use by many threads. */
interface Feed {

    /** What the feed says of itself; the same every time. */
    FeedDescriptor descriptor();

    /** The setting that switches it. */
    String setting();

    /** Whether the settings want it. */
    boolean wanted();

    /** Asks for as little as shows that the log can be read. */
    void probe(Probing probing);

    /** Reads on. */
    EventPage read(FeedStart from, int most);
}
