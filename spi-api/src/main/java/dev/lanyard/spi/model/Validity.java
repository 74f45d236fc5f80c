package dev.lanyard.spi.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * From when until when a grant holds.
 *
 * @param from the start, or empty if it has begun
 * @param until the end, or empty if it has none
 */
public record Validity(Optional<Instant> from, Optional<Instant> until) {

    /** Without start and end. */
    public static final Validity PERMANENT = new Validity(Optional.empty(), Optional.empty());

    /** Refuses null. */
    public Validity {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }
}
