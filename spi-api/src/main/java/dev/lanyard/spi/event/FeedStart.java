package dev.lanyard.spi.event;

import java.time.Instant;
import java.util.Objects;

/** From where a feed is to be read. */
public sealed interface FeedStart {

    /**
     * From a time on, when there is no cursor yet.
     *
     * @param time events that happened at this time or later are told; if the system has forgotten some of them, the
     *     first page says so in a notice
     */
    record Since(Instant time) implements FeedStart {
        /** Refuses null. */
        public Since {
            Objects.requireNonNull(time, "time");
        }
    }

    /**
     * From where an earlier page ended.
     *
     * @param cursor what that page carried
     */
    record After(FeedCursor cursor) implements FeedStart {
        /** Refuses null. */
        public After {
            Objects.requireNonNull(cursor, "cursor");
        }
    }
}
