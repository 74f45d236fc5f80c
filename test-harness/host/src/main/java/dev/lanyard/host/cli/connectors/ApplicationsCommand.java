package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.RegisteredConnector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard connectors applications}: what is governed, and by which connectors. */
@Command(name = "applications", description = "Lists the applications, and which connectors govern them.")
final class ApplicationsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        ConnectorRegistry registry = options.registry();
        Map<String, List<String>> connectors = new LinkedHashMap<>();
        registry.applications().list().forEach(application -> connectors.put(application, new ArrayList<>()));
        for (RegisteredConnector connector : registry.list(options::warn)) {
            connectors
                    .computeIfAbsent(connector.registration().application(), application -> new ArrayList<>())
                    .add(connector.registration().name());
        }
        if (options.json()) {
            options.printJson(connectors.entrySet().stream()
                    .map(entry -> Map.of("application", entry.getKey(), "connectors", entry.getValue()))
                    .toList());
        } else {
            TextTable table = new TextTable("APPLICATION", "CONNECTORS");
            connectors.forEach(
                    (application, names) -> table.row(application, names.isEmpty() ? "-" : String.join(", ", names)));
            table.print(options.out());
        }
        return ExitCode.OK;
    }
}
