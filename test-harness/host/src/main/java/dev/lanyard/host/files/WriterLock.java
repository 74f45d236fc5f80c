package dev.lanyard.host.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time at a file, and makes the others wait: an operating-system lock on a file beside it, which
 * dies with its process, and a lock among the threads of this process, for which the former does not count. The file
 * stays, because deleting a lock file lets two processes lock two files of the same name.
 */
public final class WriterLock implements AutoCloseable {

    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock lock;
    private final FileChannel channel;

    private WriterLock(ReentrantLock lock, FileChannel channel) {
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * Waits until nobody else is at the file.
     *
     * @param guarded the file, absolute; need not exist, but its folder must
     * @return the lock, held until it is closed by the thread that has it
     * @throws IOException if the lock cannot be made
     */
    public static WriterLock acquire(Path guarded) throws IOException {
        ReentrantLock lock = OF_THIS_PROCESS.computeIfAbsent(guarded, path -> new ReentrantLock());
        lock.lock();
        try {
            Path file = guarded.resolveSibling(guarded.getFileName() + ".lock");
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), DurableFiles.ownerOnly());
            try {
                channel.lock();
                return new WriterLock(lock, channel);
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
