package dev.lanyard.simulator.tenant;

import org.jspecify.annotations.Nullable;

/**
 * From when until when something is given, as Graph writes moments.
 *
 * @param start the first moment
 * @param end the last moment, or null for no end
 */
public record Term(String start, @Nullable String end) {

    private static final String GIVEN = "2024-02-01T09:00:00Z";
    private static final String UNTIL = "2027-02-01T09:00:00Z";

    /** What was given long ago, for good or for a few years. */
    static Term old(boolean ends) {
        return new Term(GIVEN, ends ? UNTIL : null);
    }
}
