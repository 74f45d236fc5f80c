package dev.lanyard.host.cli;

import picocli.CommandLine.Command;

/** {@code lanyard action}: what a connector can do besides. */
@Command(
        name = "action",
        description = "Lists and runs what the connector can do besides.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {ActionListCommand.class, ActionRunCommand.class})
final class ActionCommands extends CommandGroup {}
