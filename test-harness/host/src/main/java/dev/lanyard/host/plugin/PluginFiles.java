package dev.lanyard.host.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one plugin, known to be readable jars.
 *
 * @param name the plugin's name in its folder
 * @param jars its jars, in alphabetical order
 */
record PluginFiles(String name, List<Path> jars) {

    private static final Logger LOG = LoggerFactory.getLogger(PluginFiles.class);
    private static final String JAR = ".jar";

    /** Finds and opens every jar once; the JDK itself would silently pass over one that it cannot read. */
    static PluginFiles of(Path source) {
        String fileName = String.valueOf(source.getFileName());
        if (Files.isDirectory(source)) {
            List<Path> jars = jarsIn(source);
            if (jars.isEmpty()) {
                throw problem(source, "holds no jar", "put the plugin's jars into it, or remove the folder", null);
            }
            jars.forEach(jar -> examine(source, jar));
            return new PluginFiles(fileName, jars);
        }
        if (!Files.exists(source)) {
            throw problem(source, "does not exist", "check the path " + source.toAbsolutePath(), null);
        }
        examine(source, source);
        String name = isJar(source) ? fileName.substring(0, fileName.length() - JAR.length()) : fileName;
        return new PluginFiles(name, List.of(source));
    }

    static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(JAR);
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(PluginFiles::isJar).sorted().toList();
        } catch (IOException unreadable) {
            throw problem(folder, "cannot be listed", "let the host read the folder", unreadable);
        }
    }

    private static void examine(Path source, Path jar) {
        String which = source.equals(jar) ? "" : jar.getFileName() + " in it ";
        if (!Files.isReadable(jar)) {
            throw problem(source, which + "cannot be read", "let the host read the file", null);
        }
        try (JarFile opened = new JarFile(jar.toFile())) {
            String spi = PluginClassLoader.SPI_PACKAGE.replace('.', '/');
            if (opened.stream().anyMatch(entry -> entry.getName().startsWith(spi) && !entry.isDirectory())) {
                LOG.warn(
                        "{}: {}contains a copy of the SPI, which is ignored; the plugin's build should leave it out",
                        source.getFileName(),
                        which);
            }
        } catch (IOException unreadable) {
            throw problem(
                    source, which + "is not a jar, or is cut short", "copy it again, or build it again", unreadable);
        }
    }

    private static PluginLoadException problem(Path source, String message, String remedy, @Nullable Throwable cause) {
        return new PluginLoadException(new PluginProblem(source, message, remedy), cause);
    }
}
