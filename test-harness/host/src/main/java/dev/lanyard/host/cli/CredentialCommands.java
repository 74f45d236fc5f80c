package dev.lanyard.host.cli;

import picocli.CommandLine.Command;

/** {@code lanyard credential}: what there is to change of secrets. */
@Command(
        name = "credential",
        description = "Replaces secrets.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = RotateCommand.class)
final class CredentialCommands extends CommandGroup {}
