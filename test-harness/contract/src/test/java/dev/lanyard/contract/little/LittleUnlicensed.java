package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.FeedDescriptor;
import java.util.List;

/** The good plugin, if the system has no licence for its feed. */
public final class LittleUnlicensed extends LittlePlugin {

    @Override
    protected LittleConnector connector(ConnectorConfig config, HostServices host) {
        return new LittleConnector(this, client(config, host), host) {
            @Override
            protected CapabilityStatus status(FeedDescriptor feed) {
                Finding finding = new Finding("Little Log Plan", "Little Log Plan is missing", "buy it");
                return new CapabilityStatus(feed.id(), Readiness.BLOCKED, List.of(finding));
            }
        };
    }
}
