package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.LentVault;
import dev.lanyard.host.cli.common.Plugins;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.connectors.RegisteredConnector;
import dev.lanyard.host.connectors.Registration;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
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
        Registration registration = registered.registration();
        Configuration configuration = Configuration.ofFileAlone(registration.config(), System.getenv())
                .with(vault.settings());
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            LoadedPlugin plugin = Plugins.require(folder, registration.plugin(), options);
            ConnectorConfig config = configuration.configure(plugin.descriptor().schema());
            HostServices host = EmbeddedHostServices.standard()
                    .with(LentVault.of(vault, registration.plugin(), registration.store()));
            Talk talk = new Talk(new ConsoleDialogue(), options.json() ? options.err() : options.out());
            if (!signIn.ifAsked(plugin, config, host, vault, talk::say)) {
                throw new HostException(
                        "the connector " + registered + " signs in by itself, as its settings say",
                        "nobody has to sign in; 'lanyard check --connector " + registered + "' tries whether it works");
            }
        }
        if (options.json()) {
            options.printJson(ConnectorsCommand.json(registered));
        }
        return ExitCode.OK;
    }
}
