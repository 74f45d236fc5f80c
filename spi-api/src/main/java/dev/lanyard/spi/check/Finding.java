package dev.lanyard.spi.check;

import java.util.Objects;

/**
 * One thing that is wrong, and what to do about it.
 *
 * @param subject what is at fault: the name of the setting, permission or licence, as the administrator knows it
 * @param message what is wrong, one line that can stand alone (it names the subject too), without secrets
 * @param remedy what to do, one line
 */
public record Finding(String subject, String message, String remedy) {

    /** Refuses null. */
    public Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }
}
