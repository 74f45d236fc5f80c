package dev.lanyard.host.plugin;

import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin: a jar, or a folder of jars.
 *
 * <p>The plugin is created and described before it is handed out, so that what is wrong with it is known at once and
 * told with the name of the file. A plugin that is refused leaves nothing behind.
 */
public final class PluginLoader {

    private static final String PROVIDER_RULE = "META-INF/services/" + ConnectorPlugin.class.getName()
            + " must name exactly one public class that implements ConnectorPlugin and has a public constructor"
            + " without parameters";

    private final Path source;
    private final String name;
    private final PluginClassLoader loader;

    private PluginLoader(Path source, String name, PluginClassLoader loader) {
        this.source = source;
        this.name = name;
        this.loader = loader;
    }

    /**
     * Loads a plugin into a class loader of its own.
     *
     * @param jarOrFolder a jar, or a folder that holds one or more jars of a single plugin
     * @return the plugin; the caller closes it
     * @throws PluginLoadException if it is no plugin, or none that this host can use
     */
    public static LoadedPlugin load(Path jarOrFolder) {
        PluginFiles files = PluginFiles.of(jarOrFolder);
        PluginClassLoader loader = new PluginClassLoader(files.name(), urls(files.jars()));
        try {
            return new PluginLoader(jarOrFolder, files.name(), loader).load();
        } catch (RuntimeException | Error refused) {
            try {
                loader.close();
            } catch (IOException failed) {
                refused.addSuppressed(failed);
            }
            throw refused;
        }
    }

    private LoadedPlugin load() {
        ClassLoader hostLoader = Thread.currentThread().getContextClassLoader();
        PluginBoundary boundary = new PluginBoundary(new PluginFaults(name), loader, hostLoader);
        ConnectorPlugin plugin = boundary.enter(provider());
        ConnectorDescriptor descriptor = describe(plugin);
        if (descriptor.spiVersion() != SpiVersion.CURRENT) {
            throw problem(
                    "was built for SPI version " + descriptor.spiVersion() + ", but this host has version "
                            + SpiVersion.CURRENT,
                    descriptor.spiVersion() < SpiVersion.CURRENT
                            ? "use a newer build of the plugin, for SPI version " + SpiVersion.CURRENT
                            : "update the host, or use a build of the plugin for SPI version " + SpiVersion.CURRENT,
                    null);
        }
        return new LoadedPlugin(name, source, loader, boundary, plugin, descriptor);
    }

    /** Creates the one provider, with the plugin's context class loader, as a static initialiser may look there. */
    private ConnectorPlugin provider() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return onlyProvider().get();
        } catch (ServiceConfigurationError unusable) {
            throw unusable(unusable);
        } catch (LinkageError broken) {
            throw problem(PluginFaults.linkage(broken), PluginFaults.linkageRemedy(broken), broken);
        } catch (SecurityException forbidden) {
            // A signature that does not fit, a sealed package with a class from elsewhere, a class of the JDK's name.
            throw problem(
                    "Java refuses a class of it: " + forbidden.getMessage(),
                    "get the plugin again from its maker, and compare its signature",
                    forbidden);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private ServiceLoader.Provider<ConnectorPlugin> onlyProvider() {
        List<ServiceLoader.Provider<ConnectorPlugin>> providers =
                ServiceLoader.load(ConnectorPlugin.class, loader).stream().toList();
        if (providers.isEmpty()) {
            throw problem("offers no connector", PROVIDER_RULE, null);
        }
        if (providers.size() > 1) {
            String names = providers.stream()
                    .map(provider -> provider.type().getName())
                    .collect(Collectors.joining(" and "));
            throw problem("offers more than one connector: " + names, PROVIDER_RULE, null);
        }
        return providers.get(0);
    }

    private PluginLoadException unusable(ServiceConfigurationError unusable) {
        Throwable cause = unusable.getCause();
        if (cause instanceof LinkageError broken && !(cause.getCause() instanceof Exception)) {
            return problem(PluginFaults.linkage(broken), PluginFaults.linkageRemedy(broken), unusable);
        }
        String detail = String.valueOf(unusable.getMessage()).replace(ConnectorPlugin.class.getName() + ": ", "");
        if (cause != null && !(cause instanceof ReflectiveOperationException)) {
            Throwable thrown = cause.getCause() == null ? cause : cause.getCause();
            return problem(
                    "its connector cannot be created: " + detail + ", as it threw "
                            + thrown.getClass().getName(),
                    "report it to the maker of the plugin: creating it must neither fail nor do any I/O",
                    unusable);
        }
        return problem("its connector cannot be created: " + detail, PROVIDER_RULE, unusable);
    }

    private ConnectorDescriptor describe(ConnectorPlugin plugin) {
        try {
            return plugin.descriptor();
        } catch (ConnectorException failed) {
            if (failed.getCause() instanceof LinkageError broken) {
                throw problem(PluginFaults.linkage(broken), PluginFaults.linkageRemedy(broken), failed);
            }
            throw problem("cannot describe itself: " + failed.getMessage(), failed.remedy(), failed);
        }
    }

    private PluginLoadException problem(String message, String remedy, @Nullable Throwable cause) {
        return new PluginLoadException(new PluginProblem(source, message, remedy), cause);
    }

    private static List<URL> urls(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new UncheckedIOException("a file without URL: " + jar, impossible);
            }
        }
        return urls;
    }
}
