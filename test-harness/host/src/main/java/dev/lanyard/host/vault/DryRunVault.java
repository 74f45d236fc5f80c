package dev.lanyard.host.vault;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Optional;

/** What is lent to a connector that only plans: takes everything, and keeps nothing. */
public final class DryRunVault implements Vault {

    /** Makes one for any connector. */
    public DryRunVault() {}

    @Override
    public void put(VaultKey key, String label, Secret secret) {
        // Nothing is changed in a dry run.
    }

    @Override
    public Optional<Secret> get(VaultKey key) {
        return Optional.empty();
    }

    @Override
    public void remove(VaultKey key) {
        // Nothing is kept.
    }
}
