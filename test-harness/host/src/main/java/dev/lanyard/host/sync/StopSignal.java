package dev.lanyard.host.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Tells all workers of a run to stop after their page: because one has failed, or because the host has cancelled. */
final class StopSignal {

    private final CountDownLatch raised = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    synchronized void cancel() {
        raised.countDown();
    }

    /** The first reason to stop counts: what fails after it usually does so because of it. */
    synchronized void fail(Throwable cause) {
        if (!isRaised()) {
            failure.set(cause);
            raised.countDown();
        }
    }

    boolean isRaised() {
        return raised.getCount() == 0;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Waits, unless told to stop. Answers whether the whole time has passed. */
    boolean sleep(Duration time) {
        try {
            return !raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            return false;
        }
    }
}
