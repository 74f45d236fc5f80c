package dev.lanyard.host;

import java.util.Objects;

/**
 * One thing that is wrong, for a person to read.
 *
 * @param message what went wrong and where (which file, setting or permission), one line, without secrets
 * @param remedy what to do, one line
 */
public record Problem(String message, String remedy) {

    /** Refuses null. */
    public Problem {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }
}
