package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.RegisteredConnector;
import dev.lanyard.host.connectors.Registration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lanyard connectors change}: other owners, or another application. */
@Command(
        name = "change",
        description = "Gives a connector other owners, or another application that it governs.",
        footer = {
            "",
            "The owners that are given take the place of those that it had; what is not given stays. Settings are changed",
            "in their file, which 'lanyard connectors show' names."
        })
final class ChangeCommand implements Callable<Integer> {

    @Mixin
    private ConnectorParameter connector = new ConnectorParameter();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private RegistrationOptions registration = new RegistrationOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() {
        ConnectorRegistry registry = options.registry();
        RegisteredConnector before = registry.require(connector.name());
        Optional<String> application = registration.application(registry.applications());
        if (registration.owners().isEmpty() && application.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is nothing to change: give --owner, --application or --new-application");
        }
        RegisteredConnector changed = registry.change(before, registration.owners(), application);
        if (options.json()) {
            options.printJson(ConnectorsCommand.json(changed));
        } else {
            Registration now = changed.registration();
            options.out()
                    .println("changed " + changed + ": application " + now.application() + ", owned by "
                            + String.join(", ", now.owners()));
        }
        return ExitCode.OK;
    }
}
