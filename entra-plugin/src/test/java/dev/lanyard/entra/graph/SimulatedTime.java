package dev.lanyard.entra.graph;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.simulator.AdjustableClock;
import dev.lanyard.spi.HostServices;
import io.github.bucket4j.TimeMeter;
import java.time.Instant;

/**
 * Lets a connector live on a simulator's clock, which its waits set forward instead of taking any time. To be bound
 * instead of what {@link GraphModule} and the HTTP module have.
 */
public final class SimulatedTime extends AbstractModule {

    private final AdjustableClock clock;

    private SimulatedTime(AdjustableClock clock) {
        this.clock = clock;
    }

    /** Time goes on between the waits. */
    public static SimulatedTime of(AdjustableClock clock) {
        return new SimulatedTime(clock);
    }

    /** Time passes only by the waits, so that a slow machine is not taken for a slow connector. */
    public static SimulatedTime stopped(AdjustableClock clock) {
        clock.stop();
        return new SimulatedTime(clock);
    }

    @Provides
    @Singleton
    Patience patience(HostServices host) {
        return new Patience(host, (ended, atMost) -> {
            clock.advance(atMost);
            return ended.getCount() == 0;
        });
    }

    @Provides
    TimeMeter time() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
