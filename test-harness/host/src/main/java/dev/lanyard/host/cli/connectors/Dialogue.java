package dev.lanyard.host.cli.connectors;

import dev.lanyard.spi.config.Secret;
import java.util.Optional;

/** A talk with a person at a terminal. */
interface Dialogue {

    /** Whether there is somebody to answer. */
    boolean isThere();

    /** Asks for a line; empty if the person has ended the talk. */
    Optional<String> ask(String prompt);

    /** Asks for a line that is not shown while it is typed; empty if the person has ended the talk. */
    Optional<Secret> askSecretly(String prompt);
}
