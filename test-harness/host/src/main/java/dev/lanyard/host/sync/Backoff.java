package dev.lanyard.host.sync;

import dev.lanyard.spi.error.ConnectorException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how patiently a page is asked for again after a passing error.
 *
 * <p>This is not left to a retry library: those sleep in the reading thread and can be woken by interrupting it only,
 * and an interrupt might also hit the connector in the middle of a call.
 *
 * @param attempts how often a page is asked for at most, the first time included
 * @param first the wait before the second attempt; it doubles from then on, give or take a fifth
 * @param longest no wait of our own is longer; a wait that the system asks for may be
 */
public record Backoff(int attempts, Duration first, Duration longest) {

    /** Six attempts, one second, half a minute. */
    public static final Backoff STANDARD = new Backoff(6, Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** Refuses less than one attempt. */
    public Backoff {
        if (attempts < 1) {
            throw new IllegalArgumentException("there must be at least one attempt, not " + attempts);
        }
    }

    /**
     * How long to wait after a failed attempt.
     *
     * @param attempt its number, the first being 1
     * @param error how it failed
     * @return what the system asked for, or else a time of our own
     */
    public Duration after(int attempt, ConnectorException error) {
        return error.retryAfter().orElseGet(() -> {
            double doubled = (double) first.toMillis() * Math.pow(2, attempt - 1.0);
            double wait = Math.min(doubled, (double) longest.toMillis());
            return Duration.ofMillis(
                    Math.round(wait * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
        });
    }

    /**
     * Whether there is to be another attempt.
     *
     * @param attempt the number of the one that failed
     * @param error how it failed
     * @return false if it was the last one, or if trying again cannot help
     */
    public boolean allows(int attempt, ConnectorException error) {
        return attempt < attempts && error.kind().retriable();
    }
}
