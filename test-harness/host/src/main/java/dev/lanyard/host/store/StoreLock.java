package dev.lanyard.host.store;

import dev.lanyard.host.files.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets one sync at a time into a store: a {@link Lease} on a file beside it, which dies with the process that holds it.
 *
 * <p>Only where no store came into being is the file deleted, so that a sync that fails at once leaves nothing behind.
 */
final class StoreLock implements AutoCloseable {

    private final Path store;
    private final Path file;
    private final Lease lease;

    private StoreLock(Path store, Path file, Lease lease) {
        this.store = store;
        this.file = file;
        this.lease = lease;
    }

    static StoreLock acquire(Path store) {
        try {
            Path file = file(store);
            while (true) {
                Lease lease = Lease.tryTake(file)
                        .orElseThrow(() -> new StoreException(
                                "another sync is writing to the store " + store,
                                "wait until it has ended, or name another store"));
                if (Files.exists(file)) {
                    return new StoreLock(store, file, lease);
                }
                // The holder before us deleted the file between our opening and our locking it.
                lease.close();
            }
        } catch (IOException e) {
            throw new StoreException(
                    "the store " + store + " cannot be locked: " + e.getMessage(), "check the rights on its folder");
        }
    }

    /** The same for all names of the folder, as this process must know a lock of its own again. */
    private static Path file(Path store) throws IOException {
        Path lock = store.resolveSibling(store.getFileName() + ".lock");
        Path folder = lock.getParent();
        return folder == null ? lock : folder.toRealPath().resolve(lock.getFileName());
    }

    @Override
    public void close() {
        try (lease) {
            if (!Database.exists(store)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
