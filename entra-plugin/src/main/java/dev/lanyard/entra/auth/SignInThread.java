package dev.lanyard.entra.auth;

import dev.lanyard.entra.http.Patience;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs each sign-in on a thread that ends with it.
 *
 * <p>The authentication library leaves buffers in thread-locals. On a platform's thread they would keep this plugin's
 * class loader alive after it is closed. A sign-in is needed about once an hour, so a thread for it costs nothing.
 */
final class SignInThread {

    private static final long LOOK_UP_MILLIS = 100;

    private final Patience patience;

    @Inject
    SignInThread(Patience patience) {
        this.patience = patience;
    }

    /**
     * Runs the work and waits for it, as long as the host has patience.
     *
     * @throws Throwable what the work threw, or a cancellation
     */
    <T> T run(Callable<T> work) throws Throwable {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "lanyard-entra-sign-in");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return task.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                patience.check();
            } catch (ExecutionException failed) {
                throw failed.getCause() == null ? failed : failed.getCause();
            }
        }
    }
}
