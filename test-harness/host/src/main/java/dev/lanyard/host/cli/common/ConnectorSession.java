package dev.lanyard.host.cli.common;

import dev.lanyard.host.HostException;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The connector that the common options name, opened: the plugin found, its settings read and checked. Closing it
 * closes the connector and unloads all plugins.
 */
public final class ConnectorSession implements AutoCloseable {

    private final PluginFolder folder;
    private final LoadedPlugin plugin;
    private final Connector connector;
    private final Map<String, String> settings;

    private ConnectorSession(
            PluginFolder folder, LoadedPlugin plugin, Connector connector, Map<String, String> settings) {
        this.folder = folder;
        this.plugin = plugin;
        this.connector = connector;
        this.settings = settings;
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
        return open(options, new VaultOptions(), descriptor -> host);
    }

    /**
     * Opens the connector, with the vault that its settings may refer to and that it may keep secrets in.
     *
     * @param options where plugins and settings are
     * @param vault where the vault is; opened when it is first needed
     * @param host what else to lend to the connector
     * @return the session; the caller closes it
     * @throws dev.lanyard.host.HostException with every problem of the settings, or if the plugin is not there
     * @throws dev.lanyard.spi.error.ConnectorException as the connector throws it
     */
    public static ConnectorSession open(CommonOptions options, VaultOptions vault, EmbeddedHostServices host) {
        return open(options, vault, descriptor -> host.with(LentVault.of(vault, descriptor.id(), options.store())));
    }

    /**
     * Opens the connector as {@link #open(CommonOptions, HostServices)} does, with services of its own.
     *
     * @param options where plugins and settings are
     * @param vault where the vault is that the settings may refer to
     * @param host makes what to lend to the connector, from what it says about itself
     * @return the session; the caller closes it
     */
    public static ConnectorSession open(
            CommonOptions options, VaultOptions vault, Function<ConnectorDescriptor, HostServices> host) {
        ConnectorWatch watch = options.watch();
        try {
            return opened(options, vault, host);
        } catch (HostException | ConnectorException failure) {
            watch.failed(failure);
            throw failure;
        }
    }

    private static ConnectorSession opened(
            CommonOptions options, VaultOptions vault, Function<ConnectorDescriptor, HostServices> host) {
        Configuration configuration = options.configuration().with(vault.settings());
        String connectorId = configuration.connector();
        PluginFolder folder = PluginFolder.open(options.plugins());
        try {
            LoadedPlugin plugin = Plugins.require(folder, connectorId, options);
            ConfigSchema schema = plugin.descriptor().schema();
            configuration.warnings(schema).forEach(options::warn);
            options.watch().conceal(configuration.secrets(schema));
            ConnectorConfig config = configuration.configure(schema);
            Map<String, String> settings = new TreeMap<>(configuration.values(schema));
            settings.keySet().removeIf(name -> !isTold(schema, name));
            return new ConnectorSession(folder, plugin, plugin.open(config, host.apply(plugin.descriptor())), settings);
        } catch (RuntimeException | Error refused) {
            folder.close();
            throw refused;
        }
    }

    private static boolean isTold(ConfigSchema schema, String name) {
        return schema.field(name)
                .filter(field -> !(field.type() instanceof FieldType.SecretText))
                .isPresent();
    }

    /**
     * What the connector was opened with.
     *
     * @return texts by field, without secrets
     */
    public Map<String, String> settings() {
        return settings;
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
