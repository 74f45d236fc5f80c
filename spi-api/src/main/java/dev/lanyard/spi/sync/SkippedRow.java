package dev.lanyard.spi.sync;

import java.util.Objects;

/**
 * Something that the system sent and the connector left out.
 *
 * @param subject what was left out, as far as it can be told, for example {@code user/4f0c}
 * @param reason a stable word for programs: {@link #MALFORMED} for what should have been read and could not be; any
 *     other word for what is rightly left out, for example because a setting says so
 * @param detail why, one line for people, without secrets
 */
public record SkippedRow(String subject, String reason, String detail) {

    /** The reason for what could not be understood: something is missing that should be there. */
    public static final String MALFORMED = "malformed";

    /** Refuses null. */
    public SkippedRow {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
