package dev.lanyard.host.cli.sync;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.cli.common.ProgressDisplay;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.store.Effort;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.spi.ProgressListener;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.SyncPartition;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Shows on standard error how a sync gets on: a bar with rate and remaining time on a terminal, otherwise a line every
 * few seconds. What is out of the ordinary gets a line of its own.
 */
final class SyncProgress implements SyncListener, ProgressListener, AutoCloseable {

    private final PrintWriter err;
    private final SyncTally tally = new SyncTally();
    private final ProgressDisplay display;

    SyncProgress(PrintWriter err) {
        this.err = err;
        this.display = ProgressDisplay.on(err, "sync", "records");
    }

    @Override
    public void started(Set<String> streams, boolean resumed, long alreadyRead) {
        tally.startWith(alreadyRead);
        say(
                resumed
                        ? "resuming behind " + Words.number(alreadyRead) + " records: " + String.join(", ", streams)
                        : "reading " + String.join(", ", streams));
    }

    @Override
    public void pageCommitted(SyncPartition partition, Effort effort, OptionalLong remaining) {
        tally.page(partition, effort.records(), remaining);
        display.show(tally.records(), tally.recordsPerSecond(), tally.remaining());
    }

    @Override
    public void retrying(SyncPartition partition, ConnectorException error, Duration wait) {
        say(partition.stream() + ": " + error.getMessage() + "; trying again in " + Words.seconds(wait));
    }

    @Override
    public void restarting(SyncPartition partition, ConnectorException error) {
        say(partition.stream() + ": " + error.getMessage() + "; reading it from its start");
    }

    @Override
    public void readingWhole(String stream, ConnectorException error) {
        say(stream + ": " + error.getMessage() + "; reading all of it");
    }

    @Override
    public void streamFinished(String stream, Effort effort) {
        say(stream + ": done, " + Words.number(effort.records()) + " records in " + Words.seconds(effort.wall()));
    }

    @Override
    public void waiting(String reason, Duration howLong) {
        if (howLong.compareTo(Duration.ofSeconds(1)) >= 0) {
            say("waiting " + Words.seconds(howLong) + ": " + reason);
        }
    }

    private synchronized void say(String line) {
        err.println(PlainLine.of(line));
        err.flush();
    }

    @Override
    public void close() {
        display.close();
    }
}
