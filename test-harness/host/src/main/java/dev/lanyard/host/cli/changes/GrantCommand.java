package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lanyard grant}: gives somebody something. */
@Command(
        name = "grant",
        description = "Gives a principal an entitlement.",
        footer = {
            "",
            "Examples:",
            "  lanyard grant group/4f0c#member user/77b1",
            "  lanyard grant 'Sales Team#member' ann@contoso.example --dry-run"
        })
public final class GrantCommand extends ChangeCommand {

    @Mixin
    private AccessParameters access = new AccessParameters();

    @Mixin
    private ValueOptions set = new ValueOptions();

    @Option(names = "--from", paramLabel = "TIME", description = "From when on, such as 2026-01-31T18:00:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Until when, such as 2026-12-31T18:00:00Z.")
    private Optional<String> until = Optional.empty();

    @Override
    ChangeForm form() {
        return access.form(ChangeKind.GRANT, set.values()).with("from", from).with("until", until);
    }
}
