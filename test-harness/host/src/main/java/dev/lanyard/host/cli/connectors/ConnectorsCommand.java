package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.connectors.Condition;
import dev.lanyard.host.connectors.RegisteredConnector;
import dev.lanyard.host.connectors.Registration;
import dev.lanyard.host.connectors.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard connectors}: which there are, and how they are doing. */
@Command(
        name = "connectors",
        description = "Lists the connectors side by side, and how each is doing.",
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            AddCommand.class,
            ShowCommand.class,
            ChangeCommand.class,
            LogCommand.class,
            SignInCommand.class,
            RemoveCommand.class,
            ApplicationsCommand.class
        },
        footer = {
            "",
            "A connector is configured until it is first tried, then connecting, connected, syncing, degraded (not all",
            "of it could be read) or failed. 'lanyard connect' makes one; the other commands take --connector NAME."
        })
public final class ConnectorsCommand implements Callable<Integer> {

    private static final int LONGEST_CELL = 50;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        Map<RegisteredConnector, Status> connectors = connectors();
        if (options.json()) {
            List<Object> answer = new ArrayList<>();
            connectors.forEach((connector, status) -> answer.add(json(connector, status)));
            options.printJson(answer);
        } else if (connectors.isEmpty()) {
            options.out().println("no connector; 'lanyard connect' makes one");
        } else {
            print(connectors);
        }
        return ExitCode.OK;
    }

    /** One of which nothing can be told disturbs no other. */
    private Map<RegisteredConnector, Status> connectors() {
        Map<RegisteredConnector, Status> connectors = new LinkedHashMap<>();
        for (RegisteredConnector connector : options.registry().list(options::warn)) {
            try {
                connectors.put(connector, connector.status());
            } catch (HostException unreadable) {
                unreadable.problems().forEach(options::warn);
            }
        }
        return connectors;
    }

    private void print(Map<RegisteredConnector, Status> connectors) {
        TextTable table = new TextTable("NAME", "PLUGIN", "APPLICATION", "OWNERS", "STATE", "SINCE", "WHY");
        connectors.forEach((connector, status) -> {
            Registration registration = connector.registration();
            Condition condition = status.condition();
            table.row(
                    registration.name(),
                    registration.plugin(),
                    registration.application(),
                    String.join(", ", registration.owners()),
                    condition.state().word(),
                    condition.since().toString(),
                    condition.reason() + (condition.remedy().isEmpty() ? "" : "; remedy: " + condition.remedy()));
        });
        table.printWrapped(options.out(), LONGEST_CELL);
    }

    static Map<String, Object> json(RegisteredConnector connector) {
        return json(connector, connector.status());
    }

    private static Map<String, Object> json(RegisteredConnector connector, Status status) {
        Registration registration = connector.registration();
        Condition condition = status.condition();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", registration.name());
        json.put("plugin", registration.plugin());
        json.put("application", registration.application());
        json.put("owners", new ArrayList<>(registration.owners()));
        json.put("state", condition.state().word());
        json.put("since", condition.since().toString());
        json.put("why", condition.reason());
        json.put("remedy", condition.remedy());
        status.checkedAt().ifPresent(instant -> json.put("checkedAt", instant.toString()));
        status.syncedAt().ifPresent(instant -> json.put("syncedAt", instant.toString()));
        json.put("config", registration.config().toString());
        json.put("store", registration.store().toString());
        json.put("log", connector.log().file().toString());
        return json;
    }
}
