package dev.lanyard.host.cli;

import dev.lanyard.host.cli.answers.ExportCommand;
import dev.lanyard.host.cli.answers.ReportCommand;
import dev.lanyard.host.cli.answers.WhoHasCommand;
import dev.lanyard.host.cli.changes.AccountCommands;
import dev.lanyard.host.cli.changes.ActionCommands;
import dev.lanyard.host.cli.changes.ApplyCommand;
import dev.lanyard.host.cli.changes.CredentialCommands;
import dev.lanyard.host.cli.changes.GrantCommand;
import dev.lanyard.host.cli.changes.GroupCommands;
import dev.lanyard.host.cli.changes.RevokeCommand;
import dev.lanyard.host.cli.check.CheckCommand;
import dev.lanyard.host.cli.connectors.ConnectCommand;
import dev.lanyard.host.cli.connectors.ConnectorsCommand;
import dev.lanyard.host.cli.describe.DescribeCommand;
import dev.lanyard.host.cli.describe.PluginsCommand;
import dev.lanyard.host.cli.events.EventsCommand;
import dev.lanyard.host.cli.sync.SyncCommand;
import dev.lanyard.host.cli.vault.VaultCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command of which all others are parts. By itself it only explains itself. */
@Command(
        name = "lanyard",
        description = "Loads connectors, syncs the systems they connect, shows who has what, and changes it.",
        mixinStandardHelpOptions = true,
        versionProvider = LanyardVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            PluginsCommand.class,
            DescribeCommand.class,
            ConnectCommand.class,
            ConnectorsCommand.class,
            CheckCommand.class,
            SyncCommand.class,
            EventsCommand.class,
            ExportCommand.class,
            WhoHasCommand.class,
            ReportCommand.class,
            GrantCommand.class,
            RevokeCommand.class,
            AccountCommands.class,
            GroupCommands.class,
            CredentialCommands.class,
            ActionCommands.class,
            ApplyCommand.class,
            VaultCommands.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong use.",
            "LANYARD_LOG_LEVEL=debug tells more on standard error."
        })
final class LanyardCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
