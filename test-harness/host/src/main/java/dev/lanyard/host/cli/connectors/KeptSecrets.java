package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.LentVault;
import dev.lanyard.host.config.SettingSecrets;
import dev.lanyard.host.vault.FileVault;
import dev.lanyard.host.vault.VaultScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the vault keeps of a connector that is not to stay: the secrets of its settings, and what it has put there
 * itself, such as a refresh token or passwords.
 *
 * @param vault the vault
 * @param settings the names that its settings refer to
 * @param scope under what it has kept secrets itself, or empty if it has none that go with it
 */
record KeptSecrets(FileVault vault, Set<String> settings, Optional<VaultScope> scope) {

    /** Finds what is kept under the identity of a store, if there is one. */
    static KeptSecrets of(FileVault vault, Set<String> settings, String plugin, Path store) {
        return new KeptSecrets(vault, settings, Files.exists(store) ? scope(plugin, store) : Optional.empty());
    }

    private static Optional<VaultScope> scope(String plugin, Path store) {
        try {
            return Optional.of(LentVault.scope(plugin, store));
        } catch (HostException damaged) {
            // A store that cannot be read is no reason to keep a connector.
            return Optional.empty();
        }
    }

    /** How many there are. */
    long count() {
        SettingSecrets named = new SettingSecrets(vault);
        return settings.stream().filter(named::holds).count()
                + vault.list().stream()
                        .filter(entry -> scope.filter(entry.scope()::equals).isPresent())
                        .count();
    }

    void forget() {
        settings.forEach(new SettingSecrets(vault)::forget);
        scope.ifPresent(vault::removeAll);
    }
}
