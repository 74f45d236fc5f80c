package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lanyard credential rotate}: puts a new secret in the place of an old one. */
@Command(
        name = "rotate",
        description = "Puts a new secret in the place of an old one.",
        footer = {"", "The new one is put into the vault before the system hears of it, and shown nowhere."})
class RotateCommand extends ChangeCommand {

    @Mixin
    private ResourceParameter resource = new ResourceParameter();

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Override
    final ChangeForm form() {
        return password.writeInto(resource.form(ChangeKind.ROTATE));
    }
}
