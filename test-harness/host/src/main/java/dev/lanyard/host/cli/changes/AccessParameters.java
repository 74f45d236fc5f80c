package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who is to have what, or no longer. A command takes it with picocli's {@code @Mixin}. */
final class AccessParameters {

    @Parameters(
            index = "0",
            paramLabel = "ENTITLEMENT",
            description = "A key such as TYPE/ID#SLUG, or a name as it was last synced, with #SLUG.")
    private String entitlement = "";

    @Parameters(
            index = "1",
            paramLabel = "PRINCIPAL",
            description = "A key such as TYPE/ID, or a name, login or address as it was last synced.")
    private String principal = "";

    @Option(names = "--eligible", description = "What has to be activated first, instead of what is had at once.")
    private boolean eligible;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "Where it applies, as the system writes it.")
    private Optional<String> scope = Optional.empty();

    @Option(names = "--justification", paramLabel = "TEXT", description = "Why, for the system and the audit trail.")
    private Optional<String> justification = Optional.empty();

    ChangeForm form(ChangeKind kind, Map<String, String> values) {
        return new ChangeForm(kind, Map.of("entitlement", entitlement, "principal", principal), values, Set.of())
                .with("eligible", eligible ? Optional.of("true") : Optional.empty())
                .with("scope", scope)
                .with("justification", justification);
    }
}
