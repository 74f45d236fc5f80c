package dev.lanyard.host.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lanyard.host.files.DurableFiles;
import dev.lanyard.host.files.WriterLock;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Secrets in one encrypted file, which is made when the first is kept.
 *
 * <p>Every change writes the whole file anew and puts it in the place of the old one: when a method returns, its effect
 * outlives a crash, and a file that cannot be read is never overwritten. Processes and threads may use one vault at the
 * same time. Every method throws a {@link ConnectorException} of kind {@code CONFIGURATION} if the key is wrong or the
 * file is damaged, of kind {@code UNAVAILABLE} if it cannot be read or written.
 */
public final class FileVault {

    private final Path file;
    private final VaultCipher cipher;
    private final Clock clock;

    private FileVault(Path file, MasterKey key, Clock clock) {
        this.file = file;
        this.cipher = new VaultCipher(file, key);
        this.clock = clock;
    }

    /**
     * Opens a vault, and makes sure that the key is the right one.
     *
     * @param file where it is, or is to be
     * @param key its key
     * @param clock what tells when a secret was kept
     * @return the vault; it holds nothing open
     */
    public static FileVault open(Path file, MasterKey key, Clock clock) {
        FileVault vault = new FileVault(file.toAbsolutePath().normalize(), key, clock);
        vault.read();
        return vault;
    }

    /**
     * Makes an empty vault.
     *
     * @param file where it is to be
     * @param key its key
     * @throws ConnectorException of kind {@code CONFIGURATION} if there is one already
     */
    public static void create(Path file, MasterKey key) {
        FileVault vault = new FileVault(file.toAbsolutePath().normalize(), key, Clock.systemUTC());
        vault.changed(content -> {
            if (Files.exists(vault.file)) {
                throw VaultErrors.refusal(
                        "the vault " + vault.file + " exists already", "use it as it is, or name another file");
            }
            return true;
        });
    }

    /**
     * What to lend to a connector.
     *
     * @param scope which connector it is, and to which system
     * @return a vault that shows only what was kept under this scope
     */
    public Vault scoped(VaultScope scope) {
        return new Scoped(scope);
    }

    /**
     * Lists what is kept, without the secrets.
     *
     * @return the entries by scope and key
     */
    public List<VaultEntry> list() {
        return read().list().stream()
                .sorted(Comparator.comparing((VaultEntry entry) -> entry.scope().text())
                        .thenComparing(entry -> entry.key().text()))
                .toList();
    }

    /**
     * Forgets all that was kept under a scope; does nothing if there is nothing.
     *
     * @param scope the scope of a connector that is no more
     */
    public void removeAll(VaultScope scope) {
        changed(content -> content.removeAll(scope));
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private VaultContent read() {
        byte[] content = new byte[0];
        try {
            content = cipher.decrypt(Files.readAllBytes(file));
            return VaultContent.read(content);
        } catch (NoSuchFileException empty) {
            return new VaultContent();
        } catch (JsonProcessingException foreign) {
            // Not as a cause: its message may quote what it could not read.
            throw VaultErrors.damaged(file, "holds what this program does not understand");
        } catch (IOException failed) {
            throw VaultErrors.unusable(file, "read", failed);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private interface Work {
        /** Answers whether there is anything to write. */
        boolean on(VaultContent content);
    }

    private void changed(Work work) {
        try {
            WriterLock lock = WriterLock.acquire(file);
            try (lock) {
                VaultContent content = read();
                if (work.on(content)) {
                    write(content.toBytes());
                }
            }
        } catch (IOException failed) {
            throw VaultErrors.unusable(file, "written", failed);
        }
    }

    private void write(byte[] content) throws IOException {
        try {
            DurableFiles.replace(file, cipher.encrypt(content));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private final class Scoped implements Vault {

        private final VaultScope scope;

        Scoped(VaultScope scope) {
            this.scope = scope;
        }

        @Override
        public void put(VaultKey key, String label, Secret secret) {
            VaultEntry entry = new VaultEntry(scope, key, label, clock.instant());
            changed(content -> {
                content.put(entry, secret);
                return true;
            });
        }

        @Override
        public Optional<Secret> get(VaultKey key) {
            return read().get(scope, key);
        }

        @Override
        public void remove(VaultKey key) {
            changed(content -> content.remove(scope, key));
        }

        @Override
        public String toString() {
            return file + " for " + scope.text();
        }
    }
}
