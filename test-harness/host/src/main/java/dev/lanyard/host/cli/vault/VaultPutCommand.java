package dev.lanyard.host.cli.vault;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConsoleDialogue;
import dev.lanyard.host.cli.common.Dialogue;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.SettingSecrets;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lanyard vault put}: a secret that settings refer to, for example one that was renewed. */
@Command(
        name = "put",
        description = "Puts a secret into the vault that settings refer to, in the place of one of the same name.",
        footer = {
            "",
            "When a client secret was renewed, 'lanyard connectors show NAME' names the settings, which say the name that",
            "stands behind vault: in them; the connector uses the new secret from its next start on."
        })
final class VaultPutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "What stands behind vault: in the settings.")
    private String name = "";

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file that holds the secret and nothing else (default: it is asked for).")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private final Dialogue dialogue = new ConsoleDialogue();

    @Override
    public Integer call() throws IOException {
        if (name.isBlank() || name.contains("}")) {
            throw new ParameterException(spec.commandLine(), "no setting can refer to the name '" + name + "'");
        }
        SettingSecrets secrets = new SettingSecrets(vault.open());
        boolean replaced = secrets.holds(name);
        Secret secret = secret();
        try {
            secrets.keep(name, secret);
        } finally {
            secret.wipe();
        }
        answer(replaced);
        return ExitCode.OK;
    }

    private Secret secret() throws IOException {
        Secret secret;
        if (file.isPresent()) {
            // A setting that referred to the file would leave out its last line break, too.
            secret = Secret.of(Files.readString(file.get()).replaceFirst("\\R\\z", ""));
        } else if (dialogue.isThere()) {
            secret = dialogue.askSecretly("Secret (not shown): ").orElseThrow(VaultPutCommand::none);
        } else {
            throw new ParameterException(
                    spec.commandLine(), "there is no terminal to ask at; name a file with --secret-file");
        }
        if (secret.reveal(String::isBlank)) {
            throw none();
        }
        return secret;
    }

    private static HostException none() {
        return new HostException("there is no secret to put into the vault", "begin again, and give one");
    }

    private void answer(boolean replaced) {
        String reference = "${vault:" + name + "}";
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("reference", reference);
            json.put("replaced", replaced);
            options.printJson(json);
        } else {
            options.out().println((replaced ? "replaced; " : "kept; ") + "settings refer to it as " + reference);
        }
    }
}
