package dev.lanyard.host.cli.common;

import dev.lanyard.host.services.CancellationSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into a cancellation, and lets the command come to its end, its answer included, before the
 * process does. The process then ends with the exit code that shells expect of the signal (130, 143).
 */
public final class Interruption implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /**
     * Listens from now on.
     *
     * @param cancellation what to pull
     * @param out where the command's answer goes
     * @param err where to say that the command stops
     */
    public Interruption(CancellationSource cancellation, PrintWriter out, PrintWriter err) {
        this.out = out;
        hook = new Thread(() -> stop(cancellation, err), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(CancellationSource cancellation, PrintWriter err) {
        err.println("stopping after the calls under way");
        err.flush();
        cancellation.cancel();
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                err.println("stopped without waiting longer; what was committed is kept");
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has come to its end, and has printed its answer. */
    @Override
    public void close() {
        // The process may be gone as soon as the signal's thread goes on.
        out.flush();
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then the hook is what brought us here.
        }
    }
}
