package dev.lanyard.host.cli.describe;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.plugin.PluginProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard plugins}: what is in the plugins folder, and what of it cannot be used. */
@Command(
        name = "plugins",
        description = "Lists the plugins, and names each file that is none, with the remedy.",
        footer = {"", "Exit code 0 whenever the folder could be listed, even if a plugin in it is refused."})
public final class PluginsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            if (options.json()) {
                options.printJson(json(folder));
            } else {
                print(folder);
            }
        }
        return ExitCode.OK;
    }

    private void print(PluginFolder folder) {
        if (folder.plugins().isEmpty()) {
            options.out().println("no plugin in " + options.plugins());
        } else {
            TextTable table = new TextTable("ID", "VERSION", "SPI", "NAME", "FILE");
            folder.plugins()
                    .forEach(plugin -> table.row(
                            plugin.descriptor().id(),
                            plugin.descriptor().version(),
                            Integer.toString(plugin.descriptor().spiVersion()),
                            plugin.descriptor().displayName(),
                            fileName(plugin)));
            table.print(options.out());
        }
        for (PluginProblem problem : folder.problems()) {
            options.out().println();
            options.out().println("refused: " + problem.describe());
            options.out().println("remedy: " + problem.remedy());
        }
    }

    private static Map<String, Object> json(PluginFolder folder) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "plugins", folder.plugins().stream().map(PluginsCommand::json).toList());
        answer.put(
                "refused", folder.problems().stream().map(PluginsCommand::json).toList());
        return answer;
    }

    private static Map<String, Object> json(LoadedPlugin plugin) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", plugin.descriptor().id());
        answer.put("version", plugin.descriptor().version());
        answer.put("spiVersion", plugin.descriptor().spiVersion());
        answer.put("displayName", plugin.descriptor().displayName());
        answer.put("file", fileName(plugin));
        answer.put(
                "streams",
                plugin.descriptor().streams().stream()
                        .map(stream -> stream.id())
                        .toList());
        return answer;
    }

    private static Map<String, Object> json(PluginProblem problem) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", String.valueOf(problem.source().getFileName()));
        answer.put("message", problem.message());
        answer.put("remedy", problem.remedy());
        return answer;
    }

    private static String fileName(LoadedPlugin plugin) {
        return String.valueOf(plugin.source().getFileName());
    }
}
