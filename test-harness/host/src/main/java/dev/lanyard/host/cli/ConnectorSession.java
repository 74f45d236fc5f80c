package dev.lanyard.host.cli;

import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.ConnectorDescriptor;

/**
 * The connector that the common options name, opened: the plugin found, its settings read and checked. Closing it
 * closes the connector and unloads all plugins.
 */
public final class ConnectorSession implements AutoCloseable {

    private final PluginFolder folder;
    private final LoadedPlugin plugin;
    private final Connector connector;

    private ConnectorSession(PluginFolder folder, LoadedPlugin plugin, Connector connector) {
        this.folder = folder;
        this.plugin = plugin;
        this.connector = connector;
    }

    /**
     * Opens the connector; prints warnings, if any, to standard error.
     *
     * @param options where plugins and settings are
     * @param host what to lend to the connector
     * @return the session; the caller closes it
     * @throws dev.lanyard.host.HostException with every problem of the settings, or if the plugin is not there
     * @throws dev.lanyard.spi.error.ConnectorException as the connector throws it
     */
    public static ConnectorSession open(CommonOptions options, HostServices host) {
        Configuration configuration = Configuration.read(options.config(), System.getenv());
        String connectorId = configuration.connector();
        PluginFolder folder = PluginFolder.open(options.plugins());
        try {
            LoadedPlugin plugin = Plugins.require(folder, connectorId, options);
            ConfigSchema schema = plugin.descriptor().schema();
            configuration.warnings(schema).forEach(options::warn);
            ConnectorConfig config = configuration.configure(schema);
            return new ConnectorSession(folder, plugin, plugin.open(config, host));
        } catch (RuntimeException | Error refused) {
            folder.close();
            throw refused;
        }
    }

    /**
     * What the connector says about itself.
     *
     * @return its description
     */
    public ConnectorDescriptor descriptor() {
        return plugin.descriptor();
    }

    /**
     * The open connector.
     *
     * @return the connector, closed with this session
     */
    public Connector connector() {
        return connector;
    }

    /** Never throws; closing twice is harmless. */
    @Override
    public void close() {
        folder.close();
    }
}
