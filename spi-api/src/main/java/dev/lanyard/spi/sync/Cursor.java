package dev.lanyard.spi.sync;

import java.util.Objects;

/**
 * A position within a partition.
 *
 * @param value opaque to the platform, without secrets; empty only for the start
 */
public record Cursor(String value) {

    private static final Cursor START = new Cursor("");

    /** Refuses null. */
    public Cursor {
        Objects.requireNonNull(value, "value");
    }

    /**
     * The position before the first page.
     *
     * @return the start
     */
    public static Cursor start() {
        return START;
    }

    /**
     * Whether this is the position before the first page.
     *
     * @return true for the start
     */
    public boolean isStart() {
        return value.isEmpty();
    }
}
