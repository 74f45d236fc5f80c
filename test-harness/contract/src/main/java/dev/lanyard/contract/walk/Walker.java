package dev.lanyard.contract.walk;

import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Reads partitions to their end. A partition in which a cursor comes again is left there, and so is one that goes on
 * and on without anything new, so that every walk ends.
 */
public final class Walker {

    /** So many pages in a row that tell nothing new are more than any test tenant has. */
    private static final int MOST_IDLE_PAGES = 2_000;

    private final ConnectorDescriptor descriptor;
    private final PageReader reader;

    /**
     * Makes a walker.
     *
     * @param descriptor what the connector says about itself
     * @param reader has the pages read
     */
    public Walker(ConnectorDescriptor descriptor, PageReader reader) {
        this.descriptor = descriptor;
        this.reader = reader;
    }

    /**
     * Asks for all streams in full.
     *
     * @param descriptor what the connector says about itself
     * @param pageSize objects on a page
     * @return the request
     */
    public static SyncRequest everything(ConnectorDescriptor descriptor, int pageSize) {
        Set<String> streams =
                descriptor.streams().stream().map(StreamDescriptor::id).collect(Collectors.toSet());
        return new SyncRequest(streams, List.of(), pageSize);
    }

    /**
     * Reads partitions, one after the other.
     *
     * @param partitions what to read
     * @return what was seen
     */
    public RecordedWalk walk(List<SyncPartition> partitions) {
        RecordedWalk walk = new RecordedWalk();
        partitions.forEach(partition -> walk(partition, walk));
        return walk;
    }

    /**
     * Reads partitions at the same time, each on a thread of its own, so that their waits pass at the same time. When
     * one fails, the others are read to their end before that is told.
     *
     * @param partitions what to read
     * @return what was seen
     */
    public RecordedWalk walkAtOnce(List<SyncPartition> partitions) {
        RecordedWalk walk = new RecordedWalk();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, partitions.size()));
        try {
            CompletableFuture.allOf(partitions.stream()
                            .map(partition -> CompletableFuture.runAsync(() -> walk(partition, walk), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            threads.shutdownNow();
        }
        return walk;
    }

    private void walk(SyncPartition partition, RecordedWalk walk) {
        Set<String> types = descriptor.stream(partition.stream())
                .map(StreamDescriptor::resourceTypes)
                .orElse(Set.of());
        Map<Cursor, Integer> seen = new LinkedHashMap<>();
        Cursor cursor = Cursor.start();
        int idle = 0;
        while (true) {
            seen.put(cursor, seen.size());
            SyncPage page = reader.read(partition, cursor);
            idle = walk.add(partition, cursor, page, types) ? 0 : idle + 1;
            if (!(page.next() instanceof NextStep.More more)) {
                return;
            }
            if (idle >= MOST_IDLE_PAGES) {
                walk.endless(partition, idle);
                return;
            }
            cursor = more.cursor();
            Integer before = seen.get(cursor);
            if (before != null) {
                walk.repeated(partition, cursor, seen.size() - before);
                return;
            }
        }
    }
}
