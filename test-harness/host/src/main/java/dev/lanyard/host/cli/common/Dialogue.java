package dev.lanyard.host.cli.common;

import dev.lanyard.spi.config.Secret;
import java.util.Optional;

/** A talk with a person at a terminal. */
public interface Dialogue {

    /**
     * Finds out whether there is somebody to answer.
     *
     * @return false if nobody can be asked
     */
    boolean isThere();

    /**
     * Asks for a line.
     *
     * @param prompt what to ask
     * @return the line, or empty if the person has ended the talk
     */
    Optional<String> ask(String prompt);

    /**
     * Asks for a line that is not shown while it is typed.
     *
     * @param prompt what to ask
     * @return the line, or empty if the person has ended the talk
     */
    Optional<Secret> askSecretly(String prompt);
}
