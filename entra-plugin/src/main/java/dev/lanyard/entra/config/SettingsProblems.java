package dev.lanyard.entra.config;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects what is wrong with settings that are sound one by one, so that all of it is told at once. */
final class SettingsProblems {

    private final List<ConnectorException> found = new ArrayList<>();

    /** Says what is wrong with a setting. */
    static ConnectorException problem(String setting, String message, String remedy) {
        return ConnectorException.of(ErrorKind.CONFIGURATION, setting + ": " + message, remedy)
                .build();
    }

    /** Reads a part, and notes what is wrong with it. */
    <T> Optional<T> read(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (ConnectorException problem) {
            found.add(problem);
            return Optional.empty();
        }
    }

    /** Notes a problem. */
    void add(ConnectorException problem) {
        found.add(problem);
    }

    /** Throws one error that names every problem, if there is any. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            found.stream().map(ConnectorException::getMessage).collect(Collectors.joining("; ")),
                            found.stream()
                                    .map(ConnectorException::remedy)
                                    .distinct()
                                    .collect(Collectors.joining("; ")))
                    .build();
        }
    }
}
