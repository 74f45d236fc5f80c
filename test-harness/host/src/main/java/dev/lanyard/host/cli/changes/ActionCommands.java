package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code lanyard action}: what a connector can do besides. */
@Command(
        name = "action",
        description = "Lists and runs what the connector can do besides.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {ActionListCommand.class, ActionRunCommand.class})
public final class ActionCommands extends CommandGroup {}
