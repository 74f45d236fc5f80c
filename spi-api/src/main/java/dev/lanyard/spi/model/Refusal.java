package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * Why something cannot be granted.
 *
 * @param code a stable word for programs, for example {@code dynamic}
 * @param reason one line for people
 */
public record Refusal(String code, String reason) {

    /** Refuses null and a malformed code. */
    public Refusal {
        KeyText.requireSlug(code, "refusal code");
        Objects.requireNonNull(reason, "reason");
    }
}
