package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lanyard … enable}: switches a resource on. */
@Command(name = "enable", description = "Lets an account sign in.")
final class EnableCommand extends ChangeCommand {

    @Mixin
    private ResourceParameter resource = new ResourceParameter();

    @Override
    ChangeForm form() {
        return resource.form(ChangeKind.ENABLE);
    }
}
