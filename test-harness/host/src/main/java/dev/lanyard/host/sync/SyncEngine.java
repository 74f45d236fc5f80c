package dev.lanyard.host.sync;

import dev.lanyard.host.HostException;
import dev.lanyard.host.store.GenerationWriter;
import dev.lanyard.host.store.RunIdentity;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.SyncSession;
import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a system into a store as a new generation.
 *
 * <p>Pages are committed as they come; a run that was cut off is resumed by the next one with the same connector,
 * settings and streams. Readers see the new generation when it is whole, and not at all if it is suspiciously small.
 */
public final class SyncEngine {

    private final ConnectorDescriptor descriptor;
    private final Connector connector;
    private final Store store;
    private final SyncOptions options;

    /**
     * Makes an engine. Nothing is done yet.
     *
     * @param descriptor what the connector's plugin says of itself
     * @param connector an open connector; the engine does not close it
     * @param store where to
     * @param options how
     */
    public SyncEngine(ConnectorDescriptor descriptor, Connector connector, Store store, SyncOptions options) {
        this.descriptor = descriptor;
        this.connector = connector;
        this.store = store;
        this.options = options;
    }

    /**
     * Runs a sync to its end, whatever this is. An error of the connector is part of the outcome.
     *
     * @param listener hears how it gets on
     * @param cancellation ends it after the pages under way; the same one should govern the connector
     * @return what came of it
     * @throws dev.lanyard.host.store.StoreException if the store cannot be written, or another sync is writing to it
     * @throws IllegalArgumentException if a chosen stream is not one of the connector's
     */
    public SyncOutcome run(SyncListener listener, Cancellation cancellation) {
        SortedSet<String> streams = streams();
        StopSignal stop = new StopSignal();
        Cancellation.Registration registration = cancellation.onCancel(stop::cancel);
        try (registration;
                SyncSession session = store.lockForSync();
                OutcomeBuilder outcome = new OutcomeBuilder(streams)) {
            RunIdentity run = new RunIdentity(
                    descriptor.id(), descriptor.version(), session.fingerprint(options.settings()), streams);
            session.requireFits(run);
            if (options.acceptFall() && session.publishHeld(run)) {
                session.discardRetired();
                return outcome.build(SyncOutcome.Result.ACCEPTED);
            }
            SyncOutcome ended = run(session, run, stop, listener, outcome);
            session.discardRetired();
            return ended;
        }
    }

    private SortedSet<String> streams() {
        TreeSet<String> known =
                descriptor.streams().stream().map(StreamDescriptor::id).collect(Collectors.toCollection(TreeSet::new));
        if (options.streams().isEmpty()) {
            return known;
        }
        if (!known.containsAll(options.streams())) {
            TreeSet<String> unknown = new TreeSet<>(options.streams());
            unknown.removeAll(known);
            throw new IllegalArgumentException("the connector '" + descriptor.id() + "' has no stream "
                    + String.join(", ", unknown) + "; it has " + String.join(", ", known));
        }
        return new TreeSet<>(options.streams());
    }

    private SyncOutcome run(
            SyncSession session, RunIdentity run, StopSignal stop, SyncListener listener, OutcomeBuilder outcome) {
        try (RunningGeneration generation = prepare(session, run, stop, outcome)) {
            listener.started(run.streams(), outcome.isResumed(), recordsIn(generation));
            new SyncRun(connector, generation, options, stop, listener, outcome).readAll();
            outcome.reading(generation);
            if (stop.isRaised()) {
                return stopped(stop, outcome);
            }
            return finish(generation.writer(), outcome);
        } catch (ConnectorException e) {
            // Planning failed; what fails while reading is in the stop signal.
            stop.fail(e);
            return stopped(stop, outcome);
        }
    }

    private RunningGeneration prepare(SyncSession session, RunIdentity run, StopSignal stop, OutcomeBuilder outcome) {
        Optional<GenerationWriter> unfinished = unfinished(session, run);
        outcome.resumed(unfinished.isPresent());
        if (unfinished.isPresent()) {
            outcome.kind(unfinished.get().isOfChanges() ? ReadingKind.CHANGES : ReadingKind.EVERYTHING);
            return RunningGeneration.resumed(session, run, unfinished.get(), options.clock());
        }
        Instant start = options.clock().instant();
        List<Checkpoint> checkpoints = session.checkpoints(run);
        ReadingKind kind = kind(session, checkpoints);
        outcome.kind(kind);
        List<SyncPartition> partitions;
        try {
            partitions = plan(run, kind.changes() ? checkpoints : List.of(), stop);
        } catch (ConnectorException e) {
            if (e.kind() != ErrorKind.CHECKPOINT_EXPIRED || !kind.changes()) {
                throw e;
            }
            kind = ReadingKind.everythingBecause(String.valueOf(e.getMessage()));
            outcome.kind(kind);
            partitions = plan(run, List.of(), stop);
        }
        return RunningGeneration.planned(session, run, kind.changes(), partitions, options.clock(), start);
    }

    private Optional<GenerationWriter> unfinished(SyncSession session, RunIdentity run) {
        if (options.mode() == SyncMode.FULL) {
            return Optional.empty();
        }
        return session.resume(run, options.clock().instant().minus(options.resumeWithin()))
                .filter(writer -> options.mode() == SyncMode.AUTOMATIC || writer.isOfChanges());
    }

    private ReadingKind kind(SyncSession session, List<Checkpoint> checkpoints) {
        return switch (options.mode()) {
            case FULL -> ReadingKind.EVERYTHING;
            case INCREMENTAL -> {
                if (checkpoints.isEmpty()) {
                    throw new HostException(
                            "the store holds no checkpoint of a sync with these settings, so that changes cannot be told",
                            "sync once without --incremental");
                }
                yield ReadingKind.CHANGES;
            }
            case AUTOMATIC -> {
                if (checkpoints.isEmpty()) {
                    yield ReadingKind.EVERYTHING;
                }
                boolean recent = session.readWholeAt()
                        .filter(options.clock().instant().minus(options.fullAfter())::isBefore)
                        .isPresent();
                yield recent
                        ? ReadingKind.CHANGES
                        : ReadingKind.everythingBecause("the last full read is longer ago than the time that was set");
            }
        };
    }

    private List<SyncPartition> plan(RunIdentity run, List<Checkpoint> checkpoints, StopSignal stop) {
        return SyncPlan.of(
                connector, new SyncRequest(run.streams(), checkpoints, options.pageSize()), options.backoff(), stop);
    }

    private static long recordsIn(RunningGeneration generation) {
        return generation.planned().stream()
                .mapToLong(reading -> reading.effort().records())
                .sum();
    }

    private SyncOutcome finish(GenerationWriter whole, OutcomeBuilder outcome) {
        if (!whole.isOfChanges()) {
            streams()
                    .forEach(stream -> connector
                            .leastCost(stream, whole.size(stream))
                            .ifPresent(cost -> outcome.leastCost(stream, cost)));
        }
        boolean published = whole.publish(options.clock().instant(), (before, after) -> {
            List<Fall> falls =
                    options.acceptFall() ? List.of() : options.fallGuard().falls(before, after);
            outcome.whole(after, falls);
            return falls.isEmpty();
        });
        return outcome.build(published ? SyncOutcome.Result.COMPLETED : SyncOutcome.Result.HELD);
    }

    private static SyncOutcome stopped(StopSignal stop, OutcomeBuilder outcome) {
        Throwable cause = stop.failure().orElse(null);
        if (cause == null) {
            return outcome.build(SyncOutcome.Result.CANCELLED);
        }
        if (cause instanceof ConnectorException error) {
            outcome.failure(error);
            return outcome.build(
                    error.kind() == ErrorKind.CANCELLED ? SyncOutcome.Result.CANCELLED : SyncOutcome.Result.FAILED);
        }
        if (cause instanceof RuntimeException error) {
            throw error;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
