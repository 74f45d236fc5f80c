package dev.lanyard.spi.config;

import java.util.Objects;

/**
 * One thing that is wrong with a configuration.
 *
 * @param field the field at fault, or several separated by commas
 * @param message what is wrong with it, one line, without its value
 * @param remedy what to do, one line
 */
public record ConfigProblem(String field, String message, String remedy) {

    /** Refuses null. */
    public ConfigProblem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return field + ": " + message + " (" + remedy + ")";
    }
}
