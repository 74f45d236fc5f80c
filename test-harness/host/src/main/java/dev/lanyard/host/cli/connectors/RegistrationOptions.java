package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.connectors.Applications;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Who answers for a connector, and what it governs. A command takes it with picocli's {@code @Mixin}. */
final class RegistrationOptions {

    @Option(
            names = "--owner",
            paramLabel = "WHO",
            split = ",",
            description = "Who answers for it, for example an e-mail address; may be repeated.")
    private List<String> owners = List.of();

    @ArgGroup
    private Application application = new Application();

    /** At most one of these. */
    private static final class Application {
        @Option(
                names = "--application",
                paramLabel = "NAME",
                description = "The application that it governs, as in 'lanyard connectors applications'.")
        private Optional<String> existing = Optional.empty();

        @Option(names = "--new-application", paramLabel = "NAME", description = "A new application that it governs.")
        private Optional<String> made = Optional.empty();
    }

    List<String> owners() {
        return owners;
    }

    /** The application that was named, or empty if none was; refuses one that cannot be. */
    Optional<String> application(Applications known) {
        return application.existing.map(known::require).or(() -> application.made.map(known::requireNew));
    }
}
