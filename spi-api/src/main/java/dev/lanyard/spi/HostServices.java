package dev.lanyard.spi;

import dev.lanyard.spi.vault.Vault;
import java.time.Clock;

/**
 * What a platform lends to a connector while it is open.
 *
 * <p>Implementations are safe for use by many threads. Logging is not here: a connector logs through SLF4J, which it
 * shares with the platform, using only calls that SLF4J 1.7 already had.
 */
public interface HostServices {

    /**
     * The time that counts for expiry, deadlines and waiting.
     *
     * @return the platform's clock
     */
    Clock clock();

    /**
     * Tells whether the platform still wants an answer.
     *
     * @return the cancellation that governs every call to the connector
     */
    Cancellation cancellation();

    /**
     * Hears what a connector is doing while a call takes long.
     *
     * @return the listener, never null
     */
    ProgressListener progress();

    /**
     * Keeps the passwords and other secrets that a connector makes or is given.
     *
     * @return the vault, {@link Vault#none()} if the platform has none
     */
    Vault vault();
}
