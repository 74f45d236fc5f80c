package dev.lanyard.spi.check;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A permission to give to the connector, one of a set that is as small and as little as possible.
 *
 * @param name the system's name for it
 * @param capabilities the ids of the streams, changes and actions that it is needed for
 * @param optional whether all of these work, if less well, without it
 * @param granted whether the system grants it, or others that do as well; empty if that is not known
 */
public record NeededPermission(String name, List<String> capabilities, boolean optional, Optional<Boolean> granted) {

    /** Keeps a copy. */
    public NeededPermission {
        Objects.requireNonNull(name, "name");
        capabilities = List.copyOf(capabilities);
        Objects.requireNonNull(granted, "granted");
    }
}
