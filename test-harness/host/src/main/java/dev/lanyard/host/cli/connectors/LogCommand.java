package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.connectors.LogReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lanyard connectors log}: what has become of one connector. */
@Command(name = "log", description = "Prints a connector's log: states, syncs with their counts, notices, errors.")
final class LogCommand implements Callable<Integer> {

    @Mixin
    private ConnectorParameter connector = new ConnectorParameter();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many lines to print at most, the last ones (default: ${DEFAULT-VALUE}).")
    private int lines = 200;

    @Option(names = "--follow", description = "Go on printing what is logged, until interrupted.")
    private boolean follow;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (follow && options.json()) {
            throw new ParameterException(spec.commandLine(), "--follow and --json cannot be used together");
        }
        if (lines < 1) {
            throw new ParameterException(spec.commandLine(), "--lines must be at least 1");
        }
        LogReader reader =
                new LogReader(options.registry().require(connector.name()).log());
        List<String> last = reader.last(lines);
        if (options.json()) {
            options.printJson(last.stream().map(LogCommand::json).toList());
        } else {
            last.forEach(options.out()::println);
        }
        if (follow) {
            options.out().flush();
            reader.follow(line -> {
                options.out().println(line);
                options.out().flush();
            });
        }
        return ExitCode.OK;
    }

    /** A line is its time, its level and its text. */
    private static Map<String, Object> json(String line) {
        String[] parts = line.split(" +", 3);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", parts[0]);
        json.put("level", parts.length > 1 ? parts[1] : "");
        json.put("text", parts.length > 2 ? parts[2] : "");
        return json;
    }
}
