package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.PageMark;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads as a host does that is killed at certain pages: the answer is lost, and a new connector reads the page again,
 * which is lost once more.
 */
final class KilledReader implements AutoCloseable {

    private record Place(SyncPartition partition, Cursor cursor) {}

    private final Trial trial;
    private final Set<Place> kills;
    private OpenConnector open;

    KilledReader(Trial trial, Set<PageMark> kills) {
        this.trial = trial;
        this.kills = kills.stream()
                .map(page -> new Place(page.partition(), page.cursor()))
                .collect(Collectors.toSet());
        this.open = trial.open();
    }

    RecordedWalk walk() {
        return open.walker(this::read).walk(open.plan(trial.subject().pageSize()));
    }

    private SyncPage read(SyncPartition partition, Cursor cursor) {
        if (kills.contains(new Place(partition, cursor))) {
            for (int kill = 0; kill < 2; kill++) {
                open.connector().read(partition, cursor);
                resume();
            }
        }
        return open.connector().read(partition, cursor);
    }

    private void resume() {
        open.close();
        open = trial.open();
    }

    @Override
    public void close() {
        open.close();
    }
}
