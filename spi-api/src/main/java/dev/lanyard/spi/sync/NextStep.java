package dev.lanyard.spi.sync;

import java.util.Objects;
import java.util.Optional;

/** How a partition goes on after a page. */
public sealed interface NextStep {

    /**
     * There is another page.
     *
     * @param cursor where it begins; never the start, and never one that the partition has had before
     */
    record More(Cursor cursor) implements NextStep {
        /** Refuses null and the start. */
        public More {
            if (Objects.requireNonNull(cursor, "cursor").isStart()) {
                throw new IllegalArgumentException("the next page cannot begin at the start again");
            }
        }
    }

    /**
     * This was the last page.
     *
     * @param checkpoint from where changes can be read later, or empty if the stream is not incremental
     */
    record Done(Optional<Checkpoint> checkpoint) implements NextStep {
        /** Refuses null. */
        public Done {
            Objects.requireNonNull(checkpoint, "checkpoint");
        }
    }
}
