package dev.lanyard.contract.trial;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call under way on a thread of its own, which is left behind if the call hangs.
 *
 * @param <T> what the call answers
 */
public final class PendingCall<T> {

    private final String what;
    private final FutureTask<Outcome<T>> task;

    /**
     * Starts a call.
     *
     * @param what names the call in evidence
     * @param call must not answer null
     */
    public PendingCall(String what, Callable<T> call) {
        this.what = what;
        this.task = new FutureTask<>(() -> Outcome.of(call));
        Thread thread = new Thread(task, "contract suite: " + what);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Whether the call has ended.
     *
     * @return true once it has
     */
    public boolean ended() {
        return task.isDone();
    }

    /**
     * Waits for the end of the call.
     *
     * @param patience how long
     * @return how it ended
     * @throws RuleBroken if it has not ended by then
     */
    public Outcome<T> await(Duration patience) {
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hangs) {
            throw new RuleBroken(what + " had not ended after " + patience.toSeconds() + " s");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("outcomes hold what was thrown", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + what, interrupted);
        }
    }
}
