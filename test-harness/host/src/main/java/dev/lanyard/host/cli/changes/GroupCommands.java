package dev.lanyard.host.cli.changes;

import dev.lanyard.spi.model.Trait;
import picocli.CommandLine.Command;

/** {@code lanyard group}: what there is to change of groups. */
@Command(
        name = "group",
        description = "Makes, changes and removes groups.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {CreateCommand.class, UpdateCommand.class, DeleteCommand.class, RestoreCommand.class})
public final class GroupCommands extends ResourceCommands {

    @Override
    Trait trait() {
        return Trait.GROUP;
    }
}
