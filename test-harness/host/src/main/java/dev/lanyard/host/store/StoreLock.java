package dev.lanyard.host.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets one sync at a time into a store: an operating-system lock on a file beside it, which dies with the process that
 * holds it.
 *
 * <p>The file stays, because deleting a lock file lets two processes lock two files of the same name. Only where no
 * store came into being is it deleted, so that a sync that fails at once leaves nothing behind.
 */
final class StoreLock implements AutoCloseable {

    private final Path store;
    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path store, Path file, FileChannel channel) {
        this.store = store;
        this.file = file;
        this.channel = channel;
    }

    static StoreLock acquire(Path store) {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        try {
            while (true) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (tryLock(channel) == null) {
                    channel.close();
                    throw new StoreException(
                            "another sync is writing to the store " + store,
                            "wait until it has ended, or name another store");
                }
                if (Files.exists(file)) {
                    return new StoreLock(store, file, channel);
                }
                // The holder before us deleted the file between our opening and our locking it.
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException(
                    "the store " + store + " cannot be locked: " + e.getMessage(), "check the rights on its folder");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try (channel) {
            if (!Database.exists(store)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
