package dev.lanyard.host.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was read from one system, kept in one SQLite file.
 *
 * <p>A store is a handle: the file is created when the first page of the first sync is committed, or when the first
 * change is asked for, and not before. Readers see the last complete generation, also from other processes and while a
 * sync is under way. Immutable and safe for use by many threads.
 */
public final class Store {

    private final Path file;

    private Store(Path file) {
        this.file = file;
    }

    /**
     * Names a store.
     *
     * @param file where it is, or is to be; its folder must exist
     * @return the store
     * @throws StoreException if there is no such folder, or the file is no store or one of another version
     */
    public static Store open(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException(
                    "the folder of the store " + absolute + " does not exist", "create it, or name another store");
        }
        if (Files.isDirectory(absolute)) {
            throw new StoreException("the store " + absolute + " is a folder", "name a file");
        }
        if (Database.exists(absolute)) {
            StoreReader.check(absolute);
        }
        return new Store(absolute);
    }

    /**
     * Where the store is.
     *
     * @return the absolute path
     */
    public Path file() {
        return file;
    }

    /**
     * Opens the last complete generation as it is now; it stays so until the reader is closed.
     *
     * @return a reader for one thread, or empty if no sync has been completed yet
     * @throws StoreException if the file cannot be read
     */
    public Optional<StoreReader> read() {
        return Database.exists(file) ? StoreReader.open(file) : Optional.empty();
    }

    /**
     * Lets this process alone sync into the store. Writes nothing but a lock file.
     *
     * @return the right to write, until closed
     * @throws StoreException if another sync, in this or another process, has it
     */
    public SyncSession lockForSync() {
        return SyncSession.open(file);
    }

    /**
     * Opens what the store keeps of changes that were asked for, and makes the store if there is none. A sync may be
     * under way.
     *
     * @return the record of changes; the caller closes it
     * @throws StoreException if the file cannot be written, or is being made by a sync at this moment
     */
    public ChangeRecords changes() {
        return ChangeRecords.open(file);
    }

    /**
     * Opens what the store keeps of feeds, and makes the store if there is none. A sync may be under way.
     *
     * @return the record of feeds; the caller closes it
     * @throws StoreException if the file cannot be written, or is being made by a sync at this moment
     */
    public FeedRecords feeds() {
        return FeedRecords.open(file);
    }
}
