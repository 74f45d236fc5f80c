package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConsoleDialogue;
import dev.lanyard.host.cli.common.LentVault;
import dev.lanyard.host.cli.common.Plugins;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.connectors.Condition;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.connectors.RegisteredConnector;
import dev.lanyard.host.connectors.Registration;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lanyard connectors sign-in}: a person signs in anew, for example because the consent has ended. */
@Command(
        name = "sign-in",
        description = "Lets a person sign in anew, for a connector that works on a person's behalf.",
        footer = {"", "The address to open is printed; what comes of it goes to the vault, whose key must be given."})
final class SignInCommand implements Callable<Integer> {

    @Mixin
    private ConnectorParameter connector = new ConnectorParameter();

    @Mixin
    private SignInOptions signIn = new SignInOptions();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Override
    public Integer call() {
        RegisteredConnector registered = options.registry().require(connector.name());
        boolean usable;
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            usable = signedIn(
                    registered,
                    Plugins.require(folder, registered.registration().plugin(), options));
        }
        if (options.json()) {
            options.printJson(ConnectorsCommand.json(registered));
        } else {
            Condition condition = registered.status().condition();
            options.out().println(registered + " is " + condition.state().word() + ": " + condition.reason());
        }
        return usable ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Whoever has signed in wants to know whether it works now: tries it, and tells whether all can be read. */
    private boolean signedIn(RegisteredConnector registered, LoadedPlugin plugin) {
        Registration registration = registered.registration();
        ConfigSchema schema = plugin.descriptor().schema();
        Configuration configuration = Configuration.ofFileAlone(registration.config(), System.getenv())
                .with(vault.settings());
        ConnectorConfig config = configuration.configure(schema);
        HostServices host =
                EmbeddedHostServices.standard().with(LentVault.of(vault, registration.plugin(), registration.store()));
        ConnectorWatch watch = registered.watch();
        watch.conceal(configuration.secrets(schema));
        signIn(registered, plugin, config, host, watch);
        ConnectorWatch.Activity connecting = watch.connecting();
        try (connecting) {
            return isUsable(plugin, config, host, watch);
        }
    }

    private static boolean isUsable(
            LoadedPlugin plugin, ConnectorConfig config, HostServices host, ConnectorWatch watch) {
        try (Connector opened = plugin.open(config, host)) {
            CheckReport report = opened.check();
            watch.checked(report);
            return report.usable();
        } catch (ConnectorException failure) {
            watch.failed(failure);
            throw failure;
        }
    }

    private void signIn(
            RegisteredConnector registered,
            LoadedPlugin plugin,
            ConnectorConfig config,
            HostServices host,
            ConnectorWatch watch) {
        Talk talk = new Talk(new ConsoleDialogue(), options.json() ? options.err() : options.out());
        Optional<Consent> consent;
        try {
            consent = signIn.ifAsked(plugin, config, host, vault, talk::say);
        } catch (HostException | ConnectorException failure) {
            watch.failed("sign-in", failure);
            throw failure;
        }
        watch.signedIn(consent.orElseThrow(() -> new HostException(
                        "the connector " + registered + " signs in by itself, as its settings say",
                        "nobody has to sign in; 'lanyard check --connector " + registered + "' tries whether it works"))
                .account());
    }
}
