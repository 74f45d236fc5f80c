package dev.lanyard.spi.config;

import java.util.List;
import java.util.Objects;

/**
 * Something that the connector must be allowed to do in the system.
 *
 * @param anyOf the system's names of permissions of which one is enough, the least privileged first; not empty
 * @param purpose what it is needed for, one line
 * @param optional whether the capability works, if less well, without it
 */
public record Permission(List<String> anyOf, String purpose, boolean optional) {

    /** Keeps a copy, and refuses an empty list. */
    public Permission {
        anyOf = List.copyOf(anyOf);
        Objects.requireNonNull(purpose, "purpose");
        if (anyOf.isEmpty()) {
            throw new IllegalArgumentException("a permission needs a name: " + purpose);
        }
    }

    /**
     * The least privileged of the permissions that are enough.
     *
     * @return its name
     */
    public String least() {
        return anyOf.get(0);
    }
}
