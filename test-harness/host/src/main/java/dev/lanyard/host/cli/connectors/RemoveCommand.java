package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConsoleDialogue;
import dev.lanyard.host.cli.common.Dialogue;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.Configuration;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.RegisteredConnector;
import dev.lanyard.host.connectors.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "Settings and a store that are elsewhere stay, and so does the application. If the vault's key is given, all",
            "that the vault keeps for it alone goes too: the secrets of its settings, tokens, and the passwords of",
            "accounts that it has made, which nobody could look up without its store."
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
        Set<String> names = secretsOf(removed);
        // Before anything goes: with a wrong key, nothing would be found in the vault any more.
        Optional<KeptSecrets> secrets = vault.hasKey() ? Optional.of(kept(removed, names)) : Optional.empty();
        long count = secrets.map(KeptSecrets::count).orElse(0L);
        boolean confirmed = yes || isConfirmed(removed, count);
        if (confirmed) {
            registry.remove(removed);
            secrets.ifPresentOrElse(KeptSecrets::forget, () -> warnOfWhatStays(names));
        }
        answer(confirmed, confirmed ? count : 0);
        return confirmed ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void answer(boolean removed, long secrets) {
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", connector.name());
            json.put("removed", removed);
            json.put("secretsRemoved", secrets);
            options.printJson(json);
        } else {
            options.out()
                    .println(
                            removed
                                    ? "removed " + connector.name()
                                            + (secrets == 0 ? "" : ", and " + counted(secrets) + " from the vault")
                                    : "nothing was removed");
        }
    }

    private static String counted(long secrets) {
        return secrets == 1 ? "its one secret" : "its " + secrets + " secrets";
    }

    private KeptSecrets kept(RegisteredConnector removed, Set<String> names) {
        Registration registration = removed.registration();
        return registration.store().startsWith(removed.folder())
                ? KeptSecrets.of(vault.open(), names, registration.plugin(), registration.store())
                : new KeptSecrets(vault.open(), names, Optional.empty());
    }

    private boolean isConfirmed(RegisteredConnector removed, long secrets) {
        if (!dialogue.isThere()) {
            throw new ParameterException(spec.commandLine(), "there is no terminal to ask at; say --yes");
        }
        Optional<String> answer = dialogue.ask("Remove " + removed + ", with all that is in " + removed.folder()
                + (secrets == 0 ? "" : " and " + counted(secrets) + " in the vault") + "? [y/N] ");
        return answer.filter(text -> text.strip().equalsIgnoreCase("y")).isPresent();
    }

    /** Those that were put into the vault for it; what it refers to besides may be another's. */
    private static Set<String> secretsOf(RegisteredConnector removed) {
        try {
            return Configuration.ofFileAlone(removed.registration().config(), System.getenv()).namesInVault().stream()
                    .filter(name -> SecretPlace.isOf(removed.registration().name(), name))
                    .collect(Collectors.toSet());
        } catch (HostException damaged) {
            // What cannot be read can be removed all the same.
            return Set.of();
        }
    }

    private void warnOfWhatStays(Set<String> names) {
        if (!names.isEmpty() || vault.exists()) {
            options.warn(new Problem(
                    "what the vault " + vault.file() + " keeps for it stays there"
                            + (names.isEmpty() ? "" : ": " + String.join(", ", names)),
                    "give the vault's key with --vault-key when you remove a connector"));
        }
    }
}
