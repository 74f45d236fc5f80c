package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.connectors.RegisteredConnector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard connectors show}: all that is known of one connector, but for its settings. */
@Command(name = "show", description = "Shows what a connector is, how it is doing, and where its files are.")
final class ShowCommand implements Callable<Integer> {

    private static final Map<String, String> LABELS = Map.of("checkedAt", "last check", "syncedAt", "last sync");

    @Mixin
    private ConnectorParameter connector = new ConnectorParameter();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        RegisteredConnector shown = options.registry().require(connector.name());
        Map<String, Object> all = ConnectorsCommand.json(shown);
        if (options.json()) {
            options.printJson(all);
        } else {
            all.forEach((key, value) -> {
                String text = text(value);
                if (!text.isEmpty()) {
                    options.out().printf("%-12s %s%n", LABELS.getOrDefault(key, key), text);
                }
            });
        }
        return ExitCode.OK;
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
