package dev.lanyard.host.vault;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A vault that is made ready when a connector first needs it: most changes need none. Safe for use by many threads;
 * what making it ready throws, the connector is thrown.
 */
public final class VaultOnDemand implements Vault {

    private final Supplier<Vault> source;
    private @Nullable Vault vault;

    /**
     * Makes one.
     *
     * @param source makes the vault ready; asked again only if it has thrown
     */
    public VaultOnDemand(Supplier<Vault> source) {
        this.source = source;
    }

    private synchronized Vault vault() {
        Vault ready = vault;
        if (ready == null) {
            ready = source.get();
            vault = ready;
        }
        return ready;
    }

    @Override
    public void put(VaultKey key, String label, Secret secret) {
        vault().put(key, label, secret);
    }

    @Override
    public Optional<Secret> get(VaultKey key) {
        return vault().get(key);
    }

    @Override
    public void remove(VaultKey key) {
        vault().remove(key);
    }
}
