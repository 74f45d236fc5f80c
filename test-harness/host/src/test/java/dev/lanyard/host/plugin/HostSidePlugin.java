package dev.lanyard.host.plugin;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.ConnectorDescriptor;

/** A provider on the host's own class path, which no plugin may be taken for. */
public final class HostSidePlugin implements ConnectorPlugin {

    @Override
    public ConnectorDescriptor descriptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Connector open(ConnectorConfig config, HostServices host) {
        throw new UnsupportedOperationException();
    }
}
