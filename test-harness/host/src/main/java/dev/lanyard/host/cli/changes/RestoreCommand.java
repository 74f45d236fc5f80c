package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lanyard … restore}: brings a resource back. */
@Command(name = "restore", description = "Brings back what was deleted, where the system still can.")
final class RestoreCommand extends ChangeCommand {

    @Mixin
    private ResourceParameter resource = new ResourceParameter();

    @Override
    ChangeForm form() {
        return resource.form(ChangeKind.RESTORE);
    }
}
