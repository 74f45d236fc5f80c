package dev.lanyard.host.cli.vault;

import dev.lanyard.host.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code lanyard vault}: looking into the vault. */
@Command(
        name = "vault",
        description = "Shows what is in the vault, puts secrets of settings into it, and makes its key.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {VaultListCommand.class, VaultGetCommand.class, VaultPutCommand.class, VaultCreateKeyCommand.class
        })
public final class VaultCommands extends CommandGroup {}
