package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lanyard account create}: makes an account; its password goes to the vault first. */
@Command(
        name = "create",
        description = "Makes an account; 'lanyard describe' lists what it can be given.",
        footer = {"", "Its password is put into the vault before the system hears of it, and shown nowhere."})
final class CreateAccountCommand extends CreateCommand {

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Override
    ChangeForm form() {
        return password.writeInto(super.form());
    }
}
