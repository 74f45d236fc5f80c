package dev.lanyard.host.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.store.GenerationWriter;
import dev.lanyard.host.store.PartitionReading;
import dev.lanyard.host.store.ReadingReport;
import dev.lanyard.host.store.RunIdentity;
import dev.lanyard.host.store.SyncSession;
import dev.lanyard.spi.sync.SyncPartition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The generation that a run writes. It is begun when the first page is there, so that a run that cannot read anything
 * leaves the store untouched. Safe for use by many threads.
 */
final class RunningGeneration implements AutoCloseable {

    private final SyncSession session;
    private final RunIdentity run;
    private final boolean changes;
    private final List<PartitionReading> planned;
    private final Clock clock;
    private final Instant start;
    private @Nullable GenerationWriter writer;

    private RunningGeneration(
            SyncSession session,
            RunIdentity run,
            boolean changes,
            List<PartitionReading> planned,
            Clock clock,
            Instant start,
            @Nullable GenerationWriter writer) {
        this.session = session;
        this.run = run;
        this.changes = changes;
        this.planned = List.copyOf(planned);
        this.clock = clock;
        this.start = start;
        this.writer = writer;
    }

    /** One that is begun when its first page is there, and was started before anything of it was asked for. */
    static RunningGeneration planned(
            SyncSession session,
            RunIdentity run,
            boolean changes,
            List<SyncPartition> partitions,
            Clock clock,
            Instant start) {
        return new RunningGeneration(
                session,
                run,
                changes,
                partitions.stream().map(PartitionReading::fresh).toList(),
                clock,
                start,
                null);
    }

    static RunningGeneration resumed(SyncSession session, RunIdentity run, GenerationWriter writer, Clock clock) {
        List<PartitionReading> own = writer.readings().stream()
                .filter(reading -> run.streams().contains(reading.partition().stream()))
                .toList();
        return new RunningGeneration(session, run, writer.isOfChanges(), own, clock, clock.instant(), writer);
    }

    /** The partitions of the run as they were when it started or was resumed. */
    List<PartitionReading> planned() {
        return planned;
    }

    /** Whether only changes are read. */
    boolean isOfChanges() {
        return changes;
    }

    /** The time by the host's clock. */
    Instant now() {
        return clock.instant();
    }

    /** Gives up what has been read of a stream, and plans it anew. */
    List<PartitionReading> replan(String stream, List<SyncPartition> partitions) {
        writer().replan(stream, partitions);
        return partitions.stream().map(PartitionReading::fresh).toList();
    }

    synchronized GenerationWriter writer() {
        if (writer == null) {
            List<SyncPartition> partitions =
                    planned.stream().map(PartitionReading::partition).toList();
            writer = changes ? session.beginChanges(run, partitions, start) : session.begin(run, partitions, start);
        }
        return writer;
    }

    /** What the streams of the run have yielded and cost so far. */
    synchronized SortedMap<String, Effort> efforts() {
        SortedMap<String, Effort> efforts = new TreeMap<>();
        run.streams().forEach(stream -> efforts.put(stream, Effort.NONE));
        for (PartitionReading reading : writer == null ? planned : writer.readings()) {
            efforts.computeIfPresent(reading.partition().stream(), (stream, effort) -> effort.plus(reading.effort()));
        }
        return efforts;
    }

    synchronized ReadingReport report() {
        return Optional.ofNullable(writer).map(GenerationWriter::report).orElse(ReadingReport.EMPTY);
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
