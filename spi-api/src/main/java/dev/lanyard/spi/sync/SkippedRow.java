package dev.lanyard.spi.sync;

import java.util.Objects;

/**
 * Something that the system sent and the connector left out.
 *
 * @param subject what was left out, as far as it can be told, for example {@code user/4f0c}
 * @param reason a stable word for programs, for example {@code malformed}
 * @param detail why, one line for people, without secrets
 */
public record SkippedRow(String subject, String reason, String detail) {

    /** Refuses null. */
    public SkippedRow {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
