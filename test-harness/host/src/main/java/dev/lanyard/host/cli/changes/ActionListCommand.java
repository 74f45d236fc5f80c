package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConnectorSession;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.cli.describe.DescriptorJson;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard action list}: which actions there are. */
@Command(name = "list", description = "Lists the connector's actions, with what each must be told.")
final class ActionListCommand implements Callable<Integer> {

    private static final int LONGEST_CELL = 40;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        try (ConnectorSession session = ConnectorSession.open(options, EmbeddedHostServices.standard())) {
            ConnectorDescriptor descriptor = session.descriptor();
            if (options.json()) {
                options.printJson(
                        descriptor.actions().stream().map(DescriptorJson::of).toList());
            } else if (descriptor.actions().isEmpty()) {
                options.out().println("the connector '" + descriptor.id() + "' has no actions");
            } else {
                TextTable table = new TextTable("ACTION", "ON", "ARGUMENTS", "DESCRIPTION");
                descriptor
                        .actions()
                        .forEach(action -> table.row(
                                action.id(),
                                action.resourceType().orElse("-"),
                                arguments(action),
                                action.description()));
                table.printWrapped(options.out(), LONGEST_CELL);
            }
            return ExitCode.OK;
        }
    }

    private static String arguments(ActionDescriptor action) {
        String all = action.arguments().fields().stream()
                .map(ActionListCommand::argument)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "-" : all;
    }

    private static String argument(ConfigField field) {
        return field.required() ? field.name() : "[" + field.name() + "]";
    }
}
