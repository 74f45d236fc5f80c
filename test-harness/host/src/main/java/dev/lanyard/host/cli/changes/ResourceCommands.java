package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.CommandGroup;
import dev.lanyard.spi.model.Trait;

/** Commands for one kind of resource, whatever its types are called in a connector. */
abstract class ResourceCommands extends CommandGroup {

    /** What a resource must be to be meant. */
    abstract Trait trait();
}
