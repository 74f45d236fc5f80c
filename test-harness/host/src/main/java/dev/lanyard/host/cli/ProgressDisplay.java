package dev.lanyard.host.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a tally that grows. Called from many threads. */
interface ProgressDisplay extends AutoCloseable {

    void show(SyncTally tally);

    @Override
    void close();

    /** A bar that a terminal redraws, with rate and remaining time. */
    final class Bar implements ProgressDisplay {
        private final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("sync")
                .setUnit(" records", 1)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build();

        @Override
        public synchronized void show(SyncTally tally) {
            OptionalLong remaining = tally.remaining();
            bar.maxHint(remaining.isPresent() ? tally.records() + remaining.getAsLong() : -1);
            bar.stepTo(tally.records());
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** A line every few seconds, for logs. */
    final class Lines implements ProgressDisplay {
        private final PrintWriter out;
        private final long nanosBetween;
        private long last = System.nanoTime();

        Lines(PrintWriter out, long secondsBetween) {
            this.out = out;
            this.nanosBetween = TimeUnit.SECONDS.toNanos(secondsBetween);
        }

        @Override
        public synchronized void show(SyncTally tally) {
            long now = System.nanoTime();
            if (now - last < nanosBetween) {
                return;
            }
            last = now;
            double rate = tally.recordsPerSecond();
            OptionalLong remaining = tally.remaining();
            String left = remaining.isPresent() && rate > 0
                    ? ", about "
                            + SyncProgress.seconds(
                                    Duration.ofMillis(Math.round((double) remaining.getAsLong() / rate * 1000)))
                            + " left"
                    : "";
            out.println(SyncProgress.number(tally.records()) + " records, " + SyncProgress.number(Math.round(rate))
                    + " a second" + left);
            out.flush();
        }

        @Override
        public void close() {}
    }
}
