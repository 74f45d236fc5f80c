package dev.lanyard.host.vault;

import dev.lanyard.spi.vault.VaultKey;
import java.time.Instant;
import java.util.Objects;

/**
 * What may be shown of a secret.
 *
 * @param scope whose it is
 * @param key under what it is kept
 * @param label by what a person finds it
 * @param keptAt since when
 */
public record VaultEntry(VaultScope scope, VaultKey key, String label, Instant keptAt) {

    /** Refuses null. */
    public VaultEntry {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(keptAt, "keptAt");
    }
}
