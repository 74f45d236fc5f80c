package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lanyard … disable}: switches a resource off. */
@Command(name = "disable", description = "Lets an account sign in no longer.")
final class DisableCommand extends ChangeCommand {

    @Mixin
    private ResourceParameter resource = new ResourceParameter();

    @Override
    ChangeForm form() {
        return resource.form(ChangeKind.DISABLE);
    }
}
