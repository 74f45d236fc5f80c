package dev.lanyard.contract;

import dev.lanyard.contract.little.LittlePlugin;
import dev.lanyard.spi.ConnectorPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs the little connector, or a wrong variant of it, into a jar. */
final class PluginJar {

    private PluginJar() {}

    static Path of(Class<? extends ConnectorPlugin> plugin, Path folder) {
        Path jar = folder.resolve(plugin.getSimpleName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + ConnectorPlugin.class.getName()));
            out.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            Path classes = Path.of(LittlePlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path file : classFiles(classes)) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        return jar;
    }

    private static List<Path> classFiles(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve("dev/lanyard/contract/little"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
