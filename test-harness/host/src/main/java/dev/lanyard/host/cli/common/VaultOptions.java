package dev.lanyard.host.cli.common;

import dev.lanyard.host.config.SecretSource;
import dev.lanyard.host.config.SettingSecrets;
import dev.lanyard.host.vault.FileVault;
import dev.lanyard.host.vault.MasterKey;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where secrets are kept. A command takes it with picocli's {@code @Mixin}. */
public final class VaultOptions {

    private static final String VARIABLE = "LANYARD_VAULT_KEY";

    @Option(
            names = "--vault",
            paramLabel = "FILE",
            defaultValue = "lanyard.vault",
            description = "The vault for passwords (default: ./${DEFAULT-VALUE}); it is made when the first is kept.")
    private Path file = Path.of("lanyard.vault");

    @Option(
            names = "--vault-key",
            paramLabel = "FILE",
            description = "The file that holds the vault's key; else the key itself is read from " + VARIABLE + ".")
    private Optional<Path> keyFile = Optional.empty();

    /**
     * Opens the vault.
     *
     * @return the vault, which need not exist yet
     * @throws ConnectorException of kind {@code CONFIGURATION} if there is no key, or not the right one
     */
    public FileVault open() {
        return FileVault.open(file, key(System.getenv()), Clock.systemUTC());
    }

    /**
     * Whether there is a key, so that something can be kept.
     *
     * @return true if one was named, right or wrong
     */
    public boolean hasKey() {
        return keyFile.isPresent() || System.getenv(VARIABLE) != null;
    }

    /**
     * Whether there is a vault already.
     *
     * @return true if its file is there
     */
    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Where the vault is.
     *
     * @return the file, which need not exist
     */
    public Path file() {
        return file;
    }

    /**
     * Where the secrets are that settings refer to.
     *
     * @return the vault's own, opened when the first is looked up
     */
    public SecretSource settings() {
        return name -> new SettingSecrets(open()).find(name);
    }

    private MasterKey key(Map<String, String> environment) {
        return keyFile.map(MasterKey::read)
                .or(() -> Optional.ofNullable(environment.get(VARIABLE))
                        .map(text -> MasterKey.parse(Secret.of(text), VARIABLE)))
                .orElseThrow(() -> ConnectorException.of(
                                ErrorKind.CONFIGURATION,
                                "there is no key for the vault " + file,
                                "name its file with --vault-key, or set " + VARIABLE
                                        + "; 'lanyard vault create-key FILE' makes one")
                        .build());
    }
}
