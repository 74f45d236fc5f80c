package dev.lanyard.spi.vault;

import dev.lanyard.spi.config.Secret;
import java.util.Optional;

/**
 * The platform's place for secrets. Each connector sees its own entries only. Safe for use by many threads.
 *
 * <p>Every method throws a {@link dev.lanyard.spi.error.ConnectorException} of kind {@code UNAVAILABLE} if the vault
 * cannot do what is asked, of kind {@code CONFIGURATION} if the platform has none, or an administrator must put it
 * right first. A connector lets it pass: where a secret cannot be kept, nothing is changed that needs it.
 */
public interface Vault {

    /**
     * Keeps a secret, in the place of one that is kept under the same key. When this returns, it outlives a crash.
     *
     * @param key under what
     * @param label by what a person finds it, for example a login; without any secret
     * @param secret what to keep; the caller may wipe it afterwards
     */
    void put(VaultKey key, String label, Secret secret);

    /**
     * Finds a secret.
     *
     * @param key under what it is kept
     * @return a copy for the caller to use and to wipe, or empty if nothing is kept under this key
     */
    Optional<Secret> get(VaultKey key);

    /**
     * Forgets a secret; does nothing if none is kept under this key.
     *
     * @param key under what it is kept
     */
    void remove(VaultKey key);

    /**
     * What a platform without a vault lends to its connectors.
     *
     * @return a vault that refuses everything, as {@code CONFIGURATION}
     */
    static Vault none() {
        return NoVault.INSTANCE;
    }
}
