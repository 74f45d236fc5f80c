package dev.lanyard.host.services;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.ProgressListener;
import dev.lanyard.spi.vault.Vault;
import java.time.Clock;
import java.util.Objects;

/**
 * The services of a host that runs in the same process as its connectors.
 *
 * @param clock the time
 * @param cancellation whether an answer is still wanted
 * @param progress who hears what connectors wait for
 * @param vault where secrets go
 */
public record EmbeddedHostServices(Clock clock, Cancellation cancellation, ProgressListener progress, Vault vault)
        implements HostServices {

    /** Refuses null. */
    public EmbeddedHostServices {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(cancellation, "cancellation");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(vault, "vault");
    }

    /**
     * Services on the system's clock that never cancel, listen to nothing and keep no secrets.
     *
     * @return the services, from which others are made
     */
    public static EmbeddedHostServices standard() {
        return new EmbeddedHostServices(
                Clock.systemUTC(), new CancellationSource(), (reason, howLong) -> {}, Vault.none());
    }

    /**
     * The same services with another cancellation.
     *
     * @param other whether an answer is still wanted
     * @return new services
     */
    public EmbeddedHostServices with(Cancellation other) {
        return new EmbeddedHostServices(clock, other, progress, vault);
    }

    /**
     * The same services with another listener.
     *
     * @param other who hears what connectors wait for
     * @return new services
     */
    public EmbeddedHostServices with(ProgressListener other) {
        return new EmbeddedHostServices(clock, cancellation, other, vault);
    }

    /**
     * The same services with another vault.
     *
     * @param other where secrets go
     * @return new services
     */
    public EmbeddedHostServices with(Vault other) {
        return new EmbeddedHostServices(clock, cancellation, progress, other);
    }
}
