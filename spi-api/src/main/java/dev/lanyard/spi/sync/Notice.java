package dev.lanyard.spi.sync;

import java.util.Objects;

/**
 * Something that a person should know about a sync, such as a part that could not be read for want of a licence.
 *
 * @param code a stable word for programs; a platform shows each code once per stream
 * @param message what, one line, without secrets
 * @param remedy what to do, one line
 */
public record Notice(String code, String message, String remedy) {

    /** Refuses null. */
    public Notice {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }
}
