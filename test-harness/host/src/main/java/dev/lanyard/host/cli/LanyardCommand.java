package dev.lanyard.host.cli;

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
