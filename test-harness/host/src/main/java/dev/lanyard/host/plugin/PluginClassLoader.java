package dev.lanyard.host.plugin;

import dev.lanyard.spi.ConnectorPlugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Shows a plugin its own jars, the JDK, the SPI and SLF4J, and nothing else of the host.
 *
 * <p>SPI and SLF4J always come from the host, even where the plugin brings a copy: two copies of one type would not be
 * the same type.
 */
final class PluginClassLoader extends URLClassLoader {

    static final String SPI_PACKAGE = "dev.lanyard.spi.";
    private static final String LOGGING_PACKAGE = "org.slf4j.";

    private static final ClassLoader SPI_LOADER = ConnectorPlugin.class.getClassLoader();
    private static final ClassLoader LOGGING_LOADER = LoggerFactory.class.getClassLoader();

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String name, List<URL> jars) {
        super("plugin " + name, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        ClassLoader sharing = sharing(name);
        return sharing == null ? super.loadClass(name, resolve) : sharing.loadClass(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        ClassLoader sharing = sharing(name.replace('/', '.'));
        return sharing == null ? super.getResource(name) : sharing.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        ClassLoader sharing = sharing(name.replace('/', '.'));
        return sharing == null ? super.getResources(name) : sharing.getResources(name);
    }

    @Override
    public @Nullable URL findResource(String name) {
        URL found = super.findResource(name);
        return found == null ? null : UncachedUrl.of(found);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = Collections.list(super.findResources(name));
        return Collections.enumeration(found.stream().map(UncachedUrl::of).toList());
    }

    private static @Nullable ClassLoader sharing(String name) {
        if (name.startsWith(SPI_PACKAGE)) {
            return SPI_LOADER;
        }
        return name.startsWith(LOGGING_PACKAGE) ? LOGGING_LOADER : null;
    }
}
