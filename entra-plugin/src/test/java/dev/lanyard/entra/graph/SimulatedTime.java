package dev.lanyard.entra.graph;

import com.google.inject.AbstractModule;
import dev.lanyard.simulator.AdjustableClock;
import io.github.bucket4j.TimeMeter;
import java.time.Instant;

/**
 * Lets a connector keep Graph's limits on a simulator's clock, which is stopped: time passes only by the waits for
 * these limits, so that a slow machine is not taken for a slow connector. To be bound instead of what
 * {@link GraphModule} has.
 */
public final class SimulatedTime extends AbstractModule {

    private final AdjustableClock clock;

    /** Stops a clock. */
    public SimulatedTime(AdjustableClock clock) {
        this.clock = clock;
        clock.stop();
    }

    @Override
    protected void configure() {
        ResourceBudget.Pause atOnce = (howLong, reason) -> clock.advance(howLong);
        ResourceBudget budget = new ResourceBudget(atOnce, time());
        bind(ResourceBudget.class).toInstance(budget);
        bind(TrafficControl.class).toInstance(new TrafficControl(budget, atOnce, time()));
    }

    private TimeMeter time() {
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
