package dev.lanyard.spi.auth;

import java.util.List;
import java.util.Objects;

/**
 * On whose behalf a connector works, and what for.
 *
 * @param account by what a person knows the account that has signed in, for example its login
 * @param permissions what was consented to, in the system's own names, sorted; empty if the system does not tell
 */
public record Consent(String account, List<String> permissions) {

    /** Keeps a copy. */
    public Consent {
        Objects.requireNonNull(account, "account");
        permissions = List.copyOf(permissions);
    }
}
