package dev.lanyard.spi.vault;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Optional;

/** What a platform without a vault lends: it keeps nothing and says so. */
final class NoVault implements Vault {

    static final Vault INSTANCE = new NoVault();

    private NoVault() {}

    @Override
    public void put(VaultKey key, String label, Secret secret) {
        throw refusal(key);
    }

    @Override
    public Optional<Secret> get(VaultKey key) {
        throw refusal(key);
    }

    @Override
    public void remove(VaultKey key) {
        throw refusal(key);
    }

    private static ConnectorException refusal(VaultKey key) {
        return ConnectorException.of(
                        ErrorKind.CONFIGURATION,
                        "there is no vault for the " + key.kind() + " of " + key.owner(),
                        "give the platform a vault, then repeat this")
                .build();
    }
}
