package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code lanyard credential}: what there is to change of secrets. */
@Command(
        name = "credential",
        description = "Replaces secrets.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = RotateCommand.class)
public final class CredentialCommands extends CommandGroup {}
