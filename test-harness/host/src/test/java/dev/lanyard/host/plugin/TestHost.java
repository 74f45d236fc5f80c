package dev.lanyard.host.plugin;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.ProgressListener;
import dev.lanyard.spi.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** A host that never cancels. */
record TestHost(ProgressListener progress) implements HostServices {

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Vault vault() {
        return Vault.none();
    }

    @Override
    public Cancellation cancellation() {
        return new Cancellation() {
            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public Optional<Instant> deadline() {
                return Optional.empty();
            }

            @Override
            public Registration onCancel(Runnable action) {
                return () -> {};
            }
        };
    }
}
