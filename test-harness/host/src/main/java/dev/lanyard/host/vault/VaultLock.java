package dev.lanyard.host.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time into a vault, and makes the others wait: an operating-system lock on a file beside it,
 * which dies with its process, and a lock among the threads of this process, for which the former does not count. The
 * file stays, because deleting a lock file lets two processes lock two files of the same name.
 */
final class VaultLock implements AutoCloseable {

    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock lock;
    private final FileChannel channel;

    private VaultLock(ReentrantLock lock, FileChannel channel) {
        this.lock = lock;
        this.channel = channel;
    }

    static VaultLock acquire(Path vault) throws IOException {
        ReentrantLock lock = OF_THIS_PROCESS.computeIfAbsent(vault, path -> new ReentrantLock());
        lock.lock();
        try {
            Path file = vault.resolveSibling(vault.getFileName() + ".lock");
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), DurableFiles.ownerOnly());
            try {
                channel.lock();
                return new VaultLock(lock, channel);
            } catch (IOException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            lock.unlock();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            lock.unlock();
        }
    }
}
