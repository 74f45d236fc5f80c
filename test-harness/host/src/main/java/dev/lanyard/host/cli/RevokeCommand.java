package dev.lanyard.host.cli;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lanyard revoke}: takes something from somebody. */
@Command(name = "revoke", description = "Takes an entitlement from a principal.")
final class RevokeCommand extends ChangeCommand {

    @Mixin
    private AccessParameters access = new AccessParameters();

    @Override
    ChangeForm form() {
        return access.form(ChangeKind.REVOKE, Map.of());
    }
}
