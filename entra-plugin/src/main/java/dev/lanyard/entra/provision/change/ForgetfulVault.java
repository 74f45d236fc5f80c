package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Optional;

/** The vault of a dry run: takes everything and keeps nothing. */
final class ForgetfulVault implements Vault {

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
