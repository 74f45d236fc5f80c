package dev.lanyard.host.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that is under way, for as long as its process lives: an operating-system lock on a file, which dies with
 * the process that holds it. A process id would not do: it may have been given to another process since, and means
 * nothing in another container.
 *
 * <p>The file stays, because deleting a lock file lets two processes lock two files of the same name. To ask whether a
 * lease is held means to try to take it, so processes that ask and take at the same time must keep apart by a
 * {@link WriterLock}; threads of this process need not.
 */
public final class Lease implements AutoCloseable {

    /** Closing any channel of a file gives up every lock of this process on it, so it is not opened twice. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private Lease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a lease, unless it is held.
     *
     * @param file the lock file, absolute; made if it is not there
     * @return the lease until it is closed, or empty if somebody holds it, in this process or another
     * @throws IOException if the file cannot be opened
     */
    public static Optional<Lease> tryTake(Path file) throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), DurableFiles.ownerOnly());
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            HELD_HERE.add(file);
            return Optional.of(new Lease(file, channel));
        }
    }

    /**
     * Finds out whether somebody holds a lease.
     *
     * @param file the lock file, absolute
     * @return true if a living process holds it
     * @throws IOException if that cannot be found out
     */
    public static boolean isHeld(Path file) throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return true;
            }
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return lock(channel) == null;
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Gives it up. Closing twice is harmless. */
    @Override
    public void close() {
        synchronized (HELD_HERE) {
            if (channel.isOpen()) {
                HELD_HERE.remove(file);
                try {
                    channel.close();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }
    }
}
