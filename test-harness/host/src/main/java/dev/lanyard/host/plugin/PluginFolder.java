package dev.lanyard.host.plugin;

import dev.lanyard.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every plugin of a folder: {@code NAME.jar}, or {@code NAME/*.jar}. Hidden files and files of other kinds are passed
 * over.
 *
 * <p>Plugins are loaded in alphabetical order of their file names. One that cannot be loaded is reported and disturbs
 * no other. Of two plugins with the same connector id the first is loaded and the other reported. Immutable, but for
 * closing.
 */
public final class PluginFolder implements AutoCloseable {

    private final List<LoadedPlugin> plugins = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private PluginFolder() {}

    /**
     * Loads what is in a folder.
     *
     * @param folder the folder
     * @return the plugins and the problems; the caller closes it
     * @throws HostException if the folder is missing or cannot be listed
     */
    public static PluginFolder open(Path folder) {
        PluginFolder opened = new PluginFolder();
        candidates(folder).forEach(opened::load);
        return opened;
    }

    /**
     * The plugins that can be used.
     *
     * @return in alphabetical order of their file names, possibly none
     */
    public List<LoadedPlugin> plugins() {
        return List.copyOf(plugins);
    }

    /**
     * What could not be loaded.
     *
     * @return in alphabetical order of the file names, possibly none
     */
    public List<PluginProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Finds a plugin.
     *
     * @param idOrName the connector's id, or the name of its file
     * @return the plugin, or empty if there is none; an id goes before a name
     */
    public Optional<LoadedPlugin> find(String idOrName) {
        return byId(idOrName)
                .or(() -> plugins.stream()
                        .filter(plugin -> plugin.name().equals(idOrName))
                        .findFirst());
    }

    /** Closes all plugins. Closing twice is harmless; never throws. */
    @Override
    public void close() {
        plugins.forEach(LoadedPlugin::close);
    }

    private Optional<LoadedPlugin> byId(String id) {
        return plugins.stream()
                .filter(plugin -> plugin.descriptor().id().equals(id))
                .findFirst();
    }

    private void load(Path candidate) {
        try {
            LoadedPlugin plugin = PluginLoader.load(candidate);
            String id = plugin.descriptor().id();
            Optional<LoadedPlugin> earlier = byId(id);
            if (earlier.isEmpty()) {
                plugins.add(plugin);
            } else {
                plugin.close();
                String first = earlier.get().source().getFileName().toString();
                problems.add(new PluginProblem(
                        candidate,
                        "offers the connector '" + id + "', which " + first + " offers already",
                        "remove one of the two; the first in alphabetical order is used"));
            }
        } catch (PluginLoadException refused) {
            problems.add(refused.problem());
        }
    }

    private static List<Path> candidates(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HostException(
                    "the plugins folder " + folder + " does not exist",
                    "create it and put plugins into it, or name another with --plugins");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> PluginFiles.isJar(file) || Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new HostException(
                    "the plugins folder " + folder + " cannot be listed", "let the host read it", unreadable);
        }
    }
}
