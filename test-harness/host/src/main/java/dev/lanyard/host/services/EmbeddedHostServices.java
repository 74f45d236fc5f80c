package dev.lanyard.host.services;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.ProgressListener;
import java.time.Clock;
import java.util.Objects;

/**
 * The services of a host that runs in the same process as its connectors.
 *
 * @param clock the time
 * @param cancellation whether an answer is still wanted
 * @param progress who hears what connectors wait for
 */
public record EmbeddedHostServices(Clock clock, Cancellation cancellation, ProgressListener progress)
        implements HostServices {

    /** Refuses null. */
    public EmbeddedHostServices {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(cancellation, "cancellation");
        Objects.requireNonNull(progress, "progress");
    }

    /**
     * Services on the system's clock that never cancel and listen to nothing.
     *
     * @return the services, from which others are made
     */
    public static EmbeddedHostServices standard() {
        return new EmbeddedHostServices(Clock.systemUTC(), new CancellationSource(), (reason, howLong) -> {});
    }

    /**
     * The same services with another cancellation.
     *
     * @param other whether an answer is still wanted
     * @return new services
     */
    public EmbeddedHostServices with(Cancellation other) {
        return new EmbeddedHostServices(clock, other, progress);
    }

    /**
     * The same services with another listener.
     *
     * @param other who hears what connectors wait for
     * @return new services
     */
    public EmbeddedHostServices with(ProgressListener other) {
        return new EmbeddedHostServices(clock, cancellation, other);
    }
}
