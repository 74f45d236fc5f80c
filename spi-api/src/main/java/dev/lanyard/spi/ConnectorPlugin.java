package dev.lanyard.spi;

import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import java.util.Optional;

/**
 * What a plugin jar offers to a platform: a description, and connectors opened from it.
 *
 * <p>A jar names exactly one implementation in {@code META-INF/services/dev.lanyard.spi.ConnectorPlugin}; it is created
 * once by {@link java.util.ServiceLoader} and called from many threads. Neither its constructor nor
 * {@link #descriptor()} does any I/O.
 */
public interface ConnectorPlugin {

    /**
     * Says what this plugin can do, what it must be told and which permissions it needs. A platform can render a
     * settings page and a consent list from this alone.
     *
     * @return the same description every time
     */
    ConnectorDescriptor descriptor();

    /**
     * Opens a connector. It may read key material from the configuration, but it need not reach the system: a wrong
     * password is found by {@link Connector#check()} or by the first read.
     *
     * @param config a configuration that this plugin's schema accepted
     * @param host what the platform lends; stays valid until the connector is closed
     * @return a connector of its own, which shares no settings, tokens or cached data with any other
     * @throws ConnectorException of kind {@code CONFIGURATION} if the settings cannot work, naming the setting
     */
    Connector open(ConnectorConfig config, HostServices host);

    /**
     * Answers how a person signs in for this configuration, if it takes a person. Does no I/O.
     *
     * @param config a configuration that this plugin's schema accepted
     * @param host what the platform lends; its vault is the one that connectors of this configuration are opened with
     * @return the flow, or empty if connectors of this configuration sign in by themselves
     * @throws ConnectorException as {@link #open} does
     */
    default Optional<OAuthFlow> oauthFlow(ConnectorConfig config, HostServices host) {
        return Optional.empty();
    }
}
