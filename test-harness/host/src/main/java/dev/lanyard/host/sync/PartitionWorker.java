package dev.lanyard.host.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.store.PartitionReading;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads one partition to its end, or until told to stop, and commits each page as it comes. For one thread: the one
 * that makes it.
 */
final class PartitionWorker {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Connector connector;
    private final RunningGeneration generation;
    private final Backoff backoff;
    private final StopSignal stop;
    private final SyncListener listener;
    private final SyncPartition partition;
    private Cursor cursor;
    private CursorLoopDetector loops;
    private int restarts;
    private Instant asked = Instant.EPOCH;
    private long wallMark = System.nanoTime();
    private long cpuMark = THREADS.getCurrentThreadCpuTime();

    PartitionWorker(
            Connector connector,
            RunningGeneration generation,
            PartitionReading reading,
            Backoff backoff,
            StopSignal stop,
            SyncListener listener) {
        this.connector = connector;
        this.generation = generation;
        this.backoff = backoff;
        this.stop = stop;
        this.listener = listener;
        this.partition = reading.partition();
        this.cursor = reading.cursor();
        this.loops = new CursorLoopDetector(cursor);
        this.restarts = reading.restarts();
    }

    /**
     * Answers whether the partition was read to its end.
     *
     * @throws ConnectorException of kind {@code CHECKPOINT_EXPIRED} if it has to be read whole instead
     */
    boolean readToEnd() {
        boolean more = true;
        while (more && !stop.isRaised()) {
            try {
                more = readPage();
            } catch (ConnectorException e) {
                if (!mayStartOver(e)) {
                    throw e;
                }
                startOver(e);
            }
        }
        return !more;
    }

    private boolean readPage() {
        SyncPage page = request();
        boolean more = false;
        if (page.next() instanceof NextStep.More next) {
            requireNew(next.cursor());
            cursor = next.cursor();
            more = true;
        }
        Effort effort = effort(page);
        generation.writer().commit(partition, page, asked, effort);
        listener.pageCommitted(partition, effort, page.remaining());
        return more;
    }

    /** The time since the page before was there, so that committing that one counts too. */
    private Effort effort(SyncPage page) {
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        Effort effort = new Effort(
                page.records().size(),
                page.skipped().size(),
                page.cost().requests(),
                page.cost().resourceUnits(),
                Duration.ofNanos(wall - wallMark),
                Duration.ofNanos(cpu - cpuMark));
        wallMark = wall;
        cpuMark = cpu;
        return effort;
    }

    private SyncPage request() {
        for (int attempt = 1; ; attempt++) {
            try {
                asked = generation.now();
                return connector.read(partition, cursor);
            } catch (ConnectorException e) {
                if (!backoff.allows(attempt, e)) {
                    throw e;
                }
                Duration wait = backoff.after(attempt, e);
                listener.retrying(partition, e, wait);
                if (!stop.sleep(wait)) {
                    throw e;
                }
            }
        }
    }

    private void requireNew(Cursor next) {
        if (loops.repeats(next)) {
            throw ConnectorException.of(
                            ErrorKind.DEFECT,
                            "the stream '" + partition.stream() + "' goes round in a circle: a cursor came back",
                            "report this to the author of the connector")
                    .build();
        }
    }

    /** A position that is no longer known is given up once; a start that is not known cannot be. */
    private boolean mayStartOver(ConnectorException error) {
        return (error.kind() == ErrorKind.CHECKPOINT_EXPIRED || error.kind() == ErrorKind.INVALID)
                && !cursor.isStart()
                && restarts == 0;
    }

    private void startOver(ConnectorException error) {
        listener.restarting(partition, error);
        generation.writer().restart(partition);
        restarts++;
        cursor = Cursor.start();
        loops = new CursorLoopDetector(cursor);
    }
}
