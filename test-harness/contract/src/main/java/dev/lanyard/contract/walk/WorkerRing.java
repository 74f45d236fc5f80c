package dev.lanyard.contract.walk;

import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Workers who take turns at each partition, so that no page is read by the thread that read the page before. */
public final class WorkerRing implements PageReader, AutoCloseable {

    private final List<ExecutorService> workers;
    private final Map<SyncPartition, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final PageReader reader;

    /**
     * Hires workers.
     *
     * @param count how many, at least 2
     * @param reader has the pages read
     */
    public WorkerRing(int count, PageReader reader) {
        this.workers =
                Stream.generate(Executors::newSingleThreadExecutor).limit(count).toList();
        this.reader = reader;
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        int turn =
                turns.computeIfAbsent(partition, first -> new AtomicInteger()).getAndIncrement();
        ExecutorService next = workers.get(turn % workers.size());
        try {
            return CompletableFuture.supplyAsync(() -> reader.read(partition, cursor), next)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    @Override
    public void close() {
        workers.forEach(ExecutorService::shutdownNow);
    }
}
