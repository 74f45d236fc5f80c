package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lanyard revoke}: takes something from somebody. */
@Command(name = "revoke", description = "Takes an entitlement from a principal.")
public final class RevokeCommand extends ChangeCommand {

    @Mixin
    private AccessParameters access = new AccessParameters();

    @Option(names = "--temporary", description = "What is had until an end, instead of what is had for good.")
    private boolean temporary;

    @Override
    ChangeForm form() {
        return access.form(ChangeKind.REVOKE, Map.of())
                .with("temporary", temporary ? Optional.of("true") : Optional.empty());
    }
}
