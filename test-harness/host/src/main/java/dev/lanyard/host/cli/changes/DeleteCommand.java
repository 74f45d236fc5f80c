package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lanyard … delete}: deletes a resource. */
@Command(name = "delete", description = "Deletes; where the system allows it, it can be restored for a while.")
final class DeleteCommand extends ChangeCommand {

    @Mixin
    private ResourceParameter resource = new ResourceParameter();

    @Option(names = "--for-good", description = "Delete so that it cannot be restored, also what is deleted already.")
    private boolean forGood;

    @Override
    ChangeForm form() {
        return resource.form(forGood ? ChangeKind.PURGE : ChangeKind.DELETE);
    }
}
