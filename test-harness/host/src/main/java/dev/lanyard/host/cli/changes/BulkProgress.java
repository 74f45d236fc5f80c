package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.ProgressDisplay;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.provision.BulkResult;
import java.util.OptionalLong;

/** Counts the results of a file of changes, and shows on standard error how it gets on. For one thread. */
final class BulkProgress {

    private final ProgressDisplay display;
    private final long lines;
    private final long start = System.nanoTime();
    private long done;
    private long notDone;
    private long last;

    BulkProgress(ProgressDisplay display, long lines) {
        this.display = display;
        this.lines = lines;
    }

    void count(BulkResult result) {
        if (result.done()) {
            done++;
        } else {
            notDone++;
        }
        last = result.line();
        double seconds = (double) (System.nanoTime() - start) / 1e9;
        display.show(
                done + notDone, (double) (done + notDone) / Math.max(seconds, 1e-9), OptionalLong.of(lines - last));
    }

    boolean allDone() {
        return notDone == 0;
    }

    /** The number of the last line that has a result. */
    long lastLine() {
        return last;
    }

    String summary() {
        return Words.number(done) + " done, " + Words.number(notDone) + " not";
    }
}
