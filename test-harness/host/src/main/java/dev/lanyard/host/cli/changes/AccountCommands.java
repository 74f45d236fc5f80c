package dev.lanyard.host.cli.changes;

import dev.lanyard.spi.model.Trait;
import picocli.CommandLine.Command;

/** {@code lanyard account}: what there is to change of accounts. */
@Command(
        name = "account",
        description = "Makes, changes and removes accounts, and rotates their passwords.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            CreateAccountCommand.class,
            UpdateCommand.class,
            EnableCommand.class,
            DisableCommand.class,
            DeleteCommand.class,
            RestoreCommand.class,
            RotatePasswordCommand.class
        })
public final class AccountCommands extends ResourceCommands {

    @Override
    Trait trait() {
        return Trait.ACCOUNT;
    }
}
