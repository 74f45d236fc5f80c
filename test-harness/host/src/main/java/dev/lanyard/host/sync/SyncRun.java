package dev.lanyard.host.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.store.PartitionReading;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets several workers read the partitions of a run, until all are read or one fails. */
final class SyncRun {

    private final Connector connector;
    private final RunningGeneration generation;
    private final SyncOptions options;
    private final StopSignal stop;
    private final SyncListener listener;
    private final OutcomeBuilder outcome;
    private final Map<String, AtomicInteger> unread = new ConcurrentHashMap<>();
    private final Map<String, ConnectorException> expired = new ConcurrentSkipListMap<>();

    SyncRun(
            Connector connector,
            RunningGeneration generation,
            SyncOptions options,
            StopSignal stop,
            SyncListener listener,
            OutcomeBuilder outcome) {
        this.connector = connector;
        this.generation = generation;
        this.options = options;
        this.stop = stop;
        this.listener = listener;
        this.outcome = outcome;
    }

    /** Returns when no worker works any more; the stop signal tells whether one has failed. */
    void readAll() {
        read(generation.planned().stream().filter(reading -> !reading.done()).toList());
        if (!expired.isEmpty() && !stop.isRaised()) {
            read(replanExpired());
        }
    }

    private List<PartitionReading> replanExpired() {
        List<PartitionReading> whole = new ArrayList<>();
        expired.forEach((stream, error) -> {
            listener.readingWhole(stream, error);
            outcome.readWhole(stream, String.valueOf(error.getMessage()));
            SyncRequest request = new SyncRequest(Set.of(stream), List.of(), options.pageSize());
            whole.addAll(generation.replan(stream, SyncPlan.of(connector, request, options.backoff(), stop)));
        });
        unread.clear();
        return whole;
    }

    private void read(List<PartitionReading> open) {
        for (PartitionReading reading : open) {
            unread.computeIfAbsent(reading.partition().stream(), stream -> new AtomicInteger())
                    .incrementAndGet();
        }
        AtomicInteger threads = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(
                options.workers(), task -> new Thread(task, "sync-worker-" + threads.incrementAndGet()));
        try {
            List<Future<?>> reading = new ArrayList<>();
            for (PartitionReading partition : open) {
                reading.add(workers.submit(() -> read(partition)));
            }
            for (Future<?> each : reading) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker let an error escape", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.cancel();
        } finally {
            workers.shutdown();
            awaitEnd(workers);
        }
    }

    // What a worker throws of any kind must stop the others, and is thrown again by the engine.
    private void read(PartitionReading reading) {
        try {
            boolean done =
                    new PartitionWorker(connector, generation, reading, options.backoff(), stop, listener).readToEnd();
            String stream = reading.partition().stream();
            if (done && unread.getOrDefault(stream, new AtomicInteger()).decrementAndGet() == 0) {
                listener.streamFinished(stream, generation.efforts().getOrDefault(stream, Effort.NONE));
            }
        } catch (ConnectorException e) {
            if (e.kind() == ErrorKind.CHECKPOINT_EXPIRED && reading.partition().incremental()) {
                expired.putIfAbsent(reading.partition().stream(), e);
            } else {
                stop.fail(e);
            }
        } catch (Throwable e) {
            stop.fail(e);
        }
    }

    /** No worker may outlive the run: it would commit into a store that someone else may have locked. */
    private static void awaitEnd(ExecutorService workers) {
        boolean interrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
