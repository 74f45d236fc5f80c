package dev.lanyard.entra.http;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import dev.lanyard.spi.error.ConnectorException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Sends again what met {@link PassingTrouble}: up to six times, after half a second that doubles each time, and never
 * before the service's own Retry-After.
 *
 * <p>This is the only place that repeats a request. The SDK's retry handler is not installed: it cannot see a body that
 * breaks off, sleeps on when the host cancels, and two of them, one upon the other, would multiply. Failsafe decides
 * whether and when; the waiting itself is {@link Patience}'s, because Failsafe's own cannot be cancelled by the host.
 */
public final class Retries {

    private static final RetryPolicy<Object> POLICY = RetryPolicy.builder()
            .handle(PassingTrouble.class)
            .withBackoff(Duration.ofMillis(500), Duration.ofSeconds(30))
            .withJitter(0.2)
            .withMaxRetries(6)
            .build();

    private final Patience patience;

    /**
     * Uses the host's patience.
     *
     * @param patience waits between attempts
     */
    @Inject
    public Retries(Patience patience) {
        this.patience = patience;
    }

    /**
     * Runs an operation until it succeeds, fails for good or has been tried often enough.
     *
     * @param operation takes the number of the attempt, from 0
     * @param <T> what it answers
     * @return its answer
     * @throws ConnectorException what the last {@link PassingTrouble} carried, or what the operation threw
     */
    public <T> T run(IntFunction<T> operation) {
        Execution<Object> execution = Execution.of(POLICY);
        while (true) {
            patience.check();
            try {
                return operation.apply(execution.getAttemptCount());
            } catch (PassingTrouble trouble) {
                execution.recordException(trouble);
                if (execution.isComplete() || execution.getAttemptCount() > trouble.repeats()) {
                    throw trouble.failure();
                }
                Duration asked = trouble.askedWait().orElse(Duration.ZERO);
                Duration planned = execution.getDelay();
                patience.pause(asked.compareTo(planned) > 0 ? asked : planned, String.valueOf(trouble.getMessage()));
            }
        }
    }
}
