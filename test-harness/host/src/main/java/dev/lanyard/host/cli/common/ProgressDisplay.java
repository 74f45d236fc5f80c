package dev.lanyard.host.cli.common;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a number that grows. Called from many threads. */
public interface ProgressDisplay extends AutoCloseable {

    /** Often enough to see that it moves, seldom enough for a log. */
    long SECONDS_BETWEEN_LINES = 5;

    /**
     * Shows how far it is.
     *
     * @param done how many are done
     * @param perSecond how many a second
     * @param remaining how many are left, or empty where that is not known
     */
    void show(long done, double perSecond, OptionalLong remaining);

    @Override
    void close();

    /**
     * Begins to show: a bar where a person watches, otherwise lines.
     *
     * @param err where lines go
     * @param task what is under way, one word
     * @param unit what is counted
     * @return the display; the caller closes it
     */
    static ProgressDisplay on(PrintWriter err, String task, String unit) {
        return Terminal.isThere() ? new Bar(task, unit) : new Lines(err, unit, SECONDS_BETWEEN_LINES);
    }

    /** A bar that a terminal redraws, with rate and remaining time. */
    final class Bar implements ProgressDisplay {
        private final ProgressBar bar;

        Bar(String task, String unit) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setUnit(" " + unit, 1)
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .build();
        }

        @Override
        public synchronized void show(long done, double perSecond, OptionalLong remaining) {
            bar.maxHint(remaining.isPresent() ? done + remaining.getAsLong() : -1);
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** A line every few seconds, for logs. */
    final class Lines implements ProgressDisplay {
        private final PrintWriter out;
        private final String unit;
        private final long nanosBetween;
        private long last = System.nanoTime();

        Lines(PrintWriter out, String unit, long secondsBetween) {
            this.out = out;
            this.unit = unit;
            this.nanosBetween = TimeUnit.SECONDS.toNanos(secondsBetween);
        }

        @Override
        public synchronized void show(long done, double perSecond, OptionalLong remaining) {
            long now = System.nanoTime();
            if (now - last < nanosBetween) {
                return;
            }
            last = now;
            String left = remaining.isPresent() && perSecond > 0
                    ? ", about "
                            + Words.seconds(
                                    Duration.ofMillis(Math.round((double) remaining.getAsLong() / perSecond * 1000)))
                            + " left"
                    : "";
            out.println(
                    Words.number(done) + " " + unit + ", " + Words.number(Math.round(perSecond)) + " a second" + left);
            out.flush();
        }

        @Override
        public void close() {}
    }
}
