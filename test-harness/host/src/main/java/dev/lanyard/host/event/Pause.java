package dev.lanyard.host.event;

import dev.lanyard.spi.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How whoever follows a feed waits between two polls, and how it is told to end. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits.
     *
     * @param time how long
     * @return whether the whole time has passed; false if reading is to end
     */
    boolean sleep(Duration time);

    /**
     * Waits until a cancellation comes. Interrupting the thread counts as one.
     *
     * @param cancellation ends the waiting, and all that would come after it
     * @return the pause
     */
    static Pause until(Cancellation cancellation) {
        return time -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
            try (registration) {
                return !cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
