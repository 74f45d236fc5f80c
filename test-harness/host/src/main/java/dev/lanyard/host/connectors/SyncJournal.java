package dev.lanyard.host.connectors;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.SyncPartition;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/** Writes the course of a sync into a connector's log. */
final class SyncJournal {

    private final ConnectorLog log;

    SyncJournal(ConnectorLog log) {
        this.log = log;
    }

    /** What came of it; what should have been read and was not is told again where the state is settled. */
    void ended(SyncOutcome outcome) {
        outcome.readWhole().forEach((stream, why) -> log.info(stream + " was read whole: " + why));
        outcome.report()
                .skipped()
                .forEach((stream, reasons) -> log.info(stream + ": left out: " + Verdict.numbers(reasons)));
        String time = " after " + outcome.duration().toSeconds() + " s";
        switch (outcome.result()) {
            case COMPLETED ->
                log.info((outcome.kind().changes() ? "changes applied" : "everything read") + time + ": "
                        + Verdict.numbers(outcome.counts()));
            case ACCEPTED -> log.info("accepted: readers now see what had been held back");
            case HELD, CANCELLED, FAILED -> log.info("sync stopped" + time + "; readers see what they saw before");
        }
    }

    SyncListener before(SyncListener next) {
        return new SyncListener() {
            @Override
            public void started(Set<String> streams, boolean resumed, long alreadyRead) {
                log.info((resumed ? "sync resumed behind " + alreadyRead + " records: " : "sync began: ")
                        + String.join(", ", streams));
                next.started(streams, resumed, alreadyRead);
            }

            @Override
            public void pageCommitted(SyncPartition partition, Effort effort, OptionalLong remaining) {
                next.pageCommitted(partition, effort, remaining);
            }

            @Override
            public void retrying(SyncPartition partition, ConnectorException error, Duration wait) {
                log.warn(partition.stream() + ": " + error.getMessage() + "; trying again in " + wait.toMillis()
                        + " ms");
                next.retrying(partition, error, wait);
            }

            @Override
            public void restarting(SyncPartition partition, ConnectorException error) {
                log.warn(partition.stream() + ": " + error.getMessage() + "; reading it from its start");
                next.restarting(partition, error);
            }

            @Override
            public void readingWhole(String stream, ConnectorException error) {
                next.readingWhole(stream, error);
            }

            @Override
            public void streamFinished(String stream, Effort effort) {
                log.info(stream + ": " + effort.records() + " records, " + effort.skipped() + " left out, "
                        + effort.requests() + " requests");
                next.streamFinished(stream, effort);
            }
        };
    }
}
