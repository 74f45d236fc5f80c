package dev.lanyard.host.config;

import dev.lanyard.host.vault.FileVault;
import dev.lanyard.host.vault.VaultScope;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Optional;

/**
 * The secrets of settings in the vault, apart from those that connectors keep there: no connector can read those of
 * another, or its own, by this way.
 */
public final class SettingSecrets implements SecretSource {

    /** No store has this identity. */
    private static final VaultScope SCOPE = new VaultScope("lanyard", "settings");

    private static final String KIND = "setting";

    private final Vault vault;

    /**
     * Looks into a vault.
     *
     * @param vault the vault
     */
    public SettingSecrets(FileVault vault) {
        this.vault = vault.scoped(SCOPE);
    }

    /**
     * Keeps a secret.
     *
     * @param name a name that nothing else has, for example {@code north-1f00c9/clientSecret}
     * @param secret what to keep
     * @return how settings refer to it
     */
    public String keep(String name, Secret secret) {
        vault.put(new VaultKey(KIND, name), name, secret);
        return "${vault:" + name + "}";
    }

    @Override
    public Optional<Secret> find(String name) {
        return name.isBlank() ? Optional.empty() : vault.get(new VaultKey(KIND, name));
    }

    /**
     * Whether there is a secret of a name.
     *
     * @param name its name
     * @return true if {@link #find} finds it
     */
    public boolean holds(String name) {
        Optional<Secret> found = find(name);
        found.ifPresent(Secret::wipe);
        return found.isPresent();
    }

    /**
     * Forgets a secret; does nothing if there is none of that name.
     *
     * @param name its name
     */
    public void forget(String name) {
        vault.remove(new VaultKey(KIND, name));
    }
}
