package dev.lanyard.host.cli.common;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.plugin.PluginProblem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the plugin that a command is about. */
public final class Plugins {

    private Plugins() {}

    /**
     * Finds a plugin, and warns of the files in the folder that cannot be used.
     *
     * @param folder the plugins
     * @param idOrName the connector's id, or the name of its file
     * @param options where warnings go
     * @return the plugin
     * @throws HostException that lists the known ones, if there is none of that id or name
     */
    public static LoadedPlugin require(PluginFolder folder, String idOrName, CommonOptions options) {
        return folder.find(idOrName)
                .map(found -> {
                    folder.problems()
                            .forEach(problem -> options.warn(new Problem(problem.describe(), problem.remedy())));
                    return found;
                })
                .orElseThrow(() -> unknown(folder, idOrName, options));
    }

    private static HostException unknown(PluginFolder folder, String idOrName, CommonOptions options) {
        List<LoadedPlugin> plugins = folder.plugins();
        String known = plugins.isEmpty()
                ? "put the connector's plugin into " + options.plugins()
                : "use one of "
                        + plugins.stream()
                                .map(plugin -> plugin.descriptor().id())
                                .collect(Collectors.joining(", "))
                        + ", or put its plugin into " + options.plugins();
        Problem unknown =
                new Problem("no plugin in " + options.plugins() + " offers the connector '" + idOrName + "'", known);
        // One of the refused files may be the very one that is missed.
        Stream<Problem> refused = folder.problems().stream().map(Plugins::problem);
        return new HostException(Stream.concat(Stream.of(unknown), refused).toList());
    }

    private static Problem problem(PluginProblem problem) {
        return new Problem(problem.describe(), problem.remedy());
    }
}
