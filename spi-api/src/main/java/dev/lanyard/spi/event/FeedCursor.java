package dev.lanyard.spi.event;

import java.util.Objects;

/**
 * How far a feed has been read.
 *
 * @param value opaque to the platform, without secrets; not empty, and never longer than {@link #MAX_LENGTH}, however
 *     much has happened
 */
public record FeedCursor(String value) {

    /** How long a cursor can be, in characters. */
    public static final int MAX_LENGTH = 65_536;

    /** Refuses null, an empty value and one that is too long. */
    public FeedCursor {
        if (Objects.requireNonNull(value, "value").isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a feed's cursor must have from 1 to " + MAX_LENGTH + " characters, not " + value.length());
        }
    }
}
