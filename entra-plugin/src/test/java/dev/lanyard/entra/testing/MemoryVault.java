package dev.lanyard.entra.testing;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A vault that can be looked into, and told to fail. */
public final class MemoryVault implements Vault {

    private final Map<VaultKey, Secret> entries = new ConcurrentHashMap<>();
    private volatile boolean failing;

    /** What is kept. */
    public Map<VaultKey, Secret> entries() {
        return entries;
    }

    /** From now on nothing can be kept, or again. */
    public void fail(boolean whether) {
        failing = whether;
    }

    @Override
    public void put(VaultKey key, String label, Secret secret) {
        if (failing) {
            throw ConnectorException.of(ErrorKind.UNAVAILABLE, "the vault is out of order", "repair it")
                    .build();
        }
        entries.put(key, secret.reveal(Secret::of));
    }

    @Override
    public Optional<Secret> get(VaultKey key) {
        return Optional.ofNullable(entries.get(key)).map(secret -> secret.reveal(Secret::of));
    }

    @Override
    public void remove(VaultKey key) {
        entries.remove(key);
    }
}
