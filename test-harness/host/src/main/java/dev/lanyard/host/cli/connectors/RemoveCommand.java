package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.config.SettingSecrets;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.RegisteredConnector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lanyard connectors remove}: forgets a connector. */
@Command(
        name = "remove",
        description = "Removes a connector with its settings, store, state and log; the system itself is not touched.",
        footer = {
            "",
            "Settings and a store that are elsewhere stay, and so does the application. The secrets of its settings are",
            "taken out of the vault, if the vault's key is given."
        })
final class RemoveCommand implements Callable<Integer> {

    @Mixin
    private ConnectorParameter connector = new ConnectorParameter();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private final Dialogue dialogue = new ConsoleDialogue();

    @Override
    public Integer call() {
        ConnectorRegistry registry = options.registry();
        RegisteredConnector removed = registry.require(connector.name());
        if (!yes && !isConfirmed(removed)) {
            options.out().println("nothing was removed");
            return ExitCode.SOFTWARE;
        }
        Set<String> secrets = secretsOf(removed);
        registry.remove(removed);
        if (!secrets.isEmpty()) {
            forget(secrets);
        }
        options.out().println("removed " + connector.name());
        return ExitCode.OK;
    }

    private boolean isConfirmed(RegisteredConnector removed) {
        if (!dialogue.isThere()) {
            throw new ParameterException(spec.commandLine(), "there is no terminal to ask at; say --yes");
        }
        Optional<String> answer =
                dialogue.ask("Remove " + removed + ", with all that is in " + removed.folder() + "? [y/N] ");
        return answer.filter(text -> text.strip().equalsIgnoreCase("y")).isPresent();
    }

    /** Those that were put into the vault for it alone; settings elsewhere may still be used. */
    private static Set<String> secretsOf(RegisteredConnector removed) {
        try {
            return removed.registration().config().startsWith(removed.folder())
                    ? Configuration.ofFileAlone(removed.registration().config(), System.getenv())
                            .namesInVault()
                    : Set.of();
        } catch (HostException damaged) {
            // What cannot be read can be removed all the same.
            return Set.of();
        }
    }

    private void forget(Set<String> secrets) {
        if (vault.hasKey()) {
            SettingSecrets kept = new SettingSecrets(vault.open());
            secrets.forEach(kept::forget);
        } else {
            options.warn(new Problem(
                    "the vault still holds " + String.join(", ", secrets),
                    "give the vault's key with --vault-key when you remove a connector"));
        }
    }
}
