package dev.lanyard.host.plugin;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin that is ready to open connectors.
 *
 * <p>Safe for use by many threads. Closing it closes the connectors that are still open and then gives its jars and
 * classes back; a call to it or to one of its connectors afterwards is refused with a {@code DEFECT}.
 */
public final class LoadedPlugin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

    private final String name;
    private final Path source;
    private final AtomicReference<@Nullable PluginClassLoader> loader;
    private final PluginBoundary boundary;
    private final ConnectorPlugin plugin;
    private final ConnectorDescriptor descriptor;

    LoadedPlugin(
            String name,
            Path source,
            PluginClassLoader loader,
            PluginBoundary boundary,
            ConnectorPlugin plugin,
            ConnectorDescriptor descriptor) {
        this.name = name;
        this.source = source;
        this.loader = new AtomicReference<>(loader);
        this.boundary = boundary;
        this.plugin = plugin;
        this.descriptor = descriptor;
    }

    /**
     * What the plugin is called in its folder.
     *
     * @return the name of the jar without {@code .jar}, or of the folder
     */
    public String name() {
        return name;
    }

    /**
     * Where it came from.
     *
     * @return the jar or folder
     */
    public Path source() {
        return source;
    }

    /**
     * What the plugin said about itself when it was loaded.
     *
     * @return the description; stays valid after closing
     */
    public ConnectorDescriptor descriptor() {
        return descriptor;
    }

    /**
     * The plugin itself, for those who examine it; to open a connector, {@link #open} is all it takes.
     *
     * @return the plugin, every call to which is made with its own context class loader
     */
    public ConnectorPlugin plugin() {
        return plugin;
    }

    /**
     * The class loader that holds the plugin's classes, for those who examine what a plugin leaves behind.
     *
     * @return the plugin's own loader, shared with no other plugin; empty once closed
     */
    public Optional<ClassLoader> classLoader() {
        return Optional.ofNullable(loader.get());
    }

    /**
     * Opens a connector.
     *
     * @param config a configuration that the descriptor's schema accepted
     * @param host what to lend it; called with the context class loader of the thread that loaded the plugin
     * @return the connector, every call to which is made with the plugin's context class loader
     * @throws ConnectorException as the plugin throws it; of kind {@code DEFECT} if the plugin throws anything else, or
     *     is closed
     */
    public Connector open(ConnectorConfig config, HostServices host) {
        return plugin.open(config, host);
    }

    /**
     * Closes what is open and unloads the plugin. Whoever still holds it, or one of its connectors, keeps nothing of
     * the plugin's own alive. Closing twice is harmless; never throws.
     */
    @Override
    public void close() {
        boundary.close(this::close);
        try (PluginClassLoader unloaded = loader.getAndSet(null)) {
            LOG.debug("{}: unloaded {}", source, unloaded);
        } catch (IOException failed) {
            LOG.warn("{}: a jar could not be closed", source, failed);
        }
    }

    private void close(Connector connector) {
        try {
            connector.close();
        } catch (ConnectorException failed) {
            LOG.warn("{}: a connector could not be closed", source, failed);
        }
    }

    @Override
    public String toString() {
        return descriptor.id() + " " + descriptor.version() + " (" + source.getFileName() + ")";
    }
}
