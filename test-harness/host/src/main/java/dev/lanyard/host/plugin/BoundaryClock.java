package dev.lanyard.host.plugin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host's clock as a plugin sees it: read with the host's context class loader. */
final class BoundaryClock extends Clock {

    private final Clock clock;
    private final @Nullable ClassLoader hostLoader;

    BoundaryClock(Clock clock, @Nullable ClassLoader hostLoader) {
        this.clock = clock;
        this.hostLoader = hostLoader;
    }

    @Override
    public ZoneId getZone() {
        return asHost(clock::getZone);
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new BoundaryClock(asHost(() -> clock.withZone(zone)), hostLoader);
    }

    @Override
    public Instant instant() {
        return asHost(clock::instant);
    }

    private <T> T asHost(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(hostLoader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
