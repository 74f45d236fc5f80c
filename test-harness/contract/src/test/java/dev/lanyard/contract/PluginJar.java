package dev.lanyard.contract;

import dev.lanyard.contract.little.LittlePlugin;
import dev.lanyard.spi.ConnectorPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Packs the little connector, or a wrong variant of it, into a jar. */
final class PluginJar {

    private static final Map<String, byte[]> CLASSES = classes();

    private PluginJar() {}

    static Path of(Class<? extends ConnectorPlugin> plugin, Path folder) {
        Path jar = folder.resolve(plugin.getSimpleName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            // A jar is loaded many times, and small enough as it is.
            out.setLevel(Deflater.NO_COMPRESSION);
            out.putNextEntry(new JarEntry("META-INF/services/" + ConnectorPlugin.class.getName()));
            out.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : CLASSES.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return jar;
    }

    private static Map<String, byte[]> classes() {
        try {
            Path classes = Path.of(LittlePlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Map<String, byte[]> contents = new LinkedHashMap<>();
            for (Path file : classFiles(classes)) {
                contents.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return contents;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> classFiles(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve("dev/lanyard/contract/little"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
