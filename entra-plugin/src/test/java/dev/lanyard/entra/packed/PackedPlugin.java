package dev.lanyard.entra.packed;

import dev.lanyard.spi.ConnectorPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * The packed jar in a class loader of its own, which lends it the SPI and SLF4J and nothing else, as a platform does.
 */
final class PackedPlugin implements AutoCloseable {

    private final Loader loader;
    private final ConnectorPlugin plugin;

    PackedPlugin() {
        loader = new Loader(path());
        plugin = ServiceLoader.load(ConnectorPlugin.class, loader).findFirst().orElseThrow();
    }

    /** Where the build put the jar. */
    static Path path() {
        return Path.of(System.getProperty("packed.jar", "target/lanyard-entra-0.1.0-SNAPSHOT.jar"));
    }

    ConnectorPlugin plugin() {
        return plugin;
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Loader extends URLClassLoader {

        Loader(Path jar) {
            super("packed-plugin", new URL[] {url(jar)}, ClassLoader.getPlatformClassLoader());
        }

        private static URL url(Path jar) {
            try {
                return jar.toUri().toURL();
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.lanyard.spi.") || name.startsWith("org.slf4j.")) {
                return PackedPlugin.class.getClassLoader().loadClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
