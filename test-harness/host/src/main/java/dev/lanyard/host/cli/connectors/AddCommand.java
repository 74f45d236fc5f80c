package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.Plugins;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.Draft;
import dev.lanyard.host.connectors.Registration;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard connectors add}: registers settings that are there already. */
@Command(
        name = "add",
        description = "Registers a connector whose settings are in a file already; 'lanyard connect' asks for them.",
        footer = {
            "",
            "The file given with --config stays where it is, and so does a store given with --store; without, the",
            "connector has a store of its own. Variables LANYARD_<FIELD> do not count for a registered connector."
        })
final class AddCommand implements Callable<Integer> {

    @Mixin
    private ConnectorParameter connector = new ConnectorParameter();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Mixin
    private RegistrationOptions registration = new RegistrationOptions();

    @Override
    public Integer call() {
        ConnectorRegistry registry = options.registry();
        registry.requireNew(connector.name());
        String application = registration.application(registry.applications()).orElse("");
        requireAll(application);
        Path config = options.config().orElseThrow().toAbsolutePath().normalize();
        String plugin = plugin(config);
        try (Draft draft = registry.draft(connector.name())) {
            Path store = options.givenStore()
                    .map(given -> given.toAbsolutePath().normalize())
                    .orElse(draft.store());
            registry.add(
                    draft,
                    new Registration(connector.name(), plugin, registration.owners(), application, config, store));
        }
        if (options.json()) {
            options.printJson(ConnectorsCommand.json(registry.require(connector.name())));
        } else {
            options.out()
                    .println("added " + connector.name() + "; 'lanyard check --connector " + connector.name()
                            + "' tries whether it works");
        }
        return ExitCode.OK;
    }

    private void requireAll(String application) {
        List<Problem> missing = new ArrayList<>();
        if (options.config().isEmpty()) {
            missing.add(new Problem("the settings are missing", "name their file with --config"));
        }
        if (registration.owners().isEmpty()) {
            missing.add(new Problem("the owner is missing", "say who answers for it with --owner"));
        }
        if (application.isEmpty()) {
            missing.add(new Problem(
                    "the application that it governs is missing",
                    "name it with --application, or a new one with --new-application"));
        }
        if (!missing.isEmpty()) {
            throw new HostException(missing);
        }
    }

    /** Settings that cannot work are not registered. */
    private String plugin(Path config) {
        Configuration configuration =
                Configuration.ofFileAlone(config, System.getenv()).with(vault.settings());
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            LoadedPlugin plugin = Plugins.require(folder, configuration.connector(), options);
            configuration.configure(plugin.descriptor().schema());
            configuration.warnings(plugin.descriptor().schema()).forEach(options::warn);
            return plugin.descriptor().id();
        }
    }
}
