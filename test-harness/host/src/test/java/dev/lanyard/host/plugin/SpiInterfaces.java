package dev.lanyard.host.plugin;

import dev.lanyard.spi.ConnectorPlugin;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The interfaces of the SPI that someone implements, found in its classes. */
final class SpiInterfaces {

    private SpiInterfaces() {}

    static List<Class<?>> all() throws Exception {
        URI origin = ConnectorPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        if (Files.isDirectory(Path.of(origin))) {
            return in(Path.of(origin));
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + origin), Map.of())) {
            return in(jar.getPath("/"));
        }
    }

    static List<Method> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .toList();
    }

    private static List<Class<?>> in(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(SpiInterfaces::load)
                    .filter(PluginBoundary::isBehaviour)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
