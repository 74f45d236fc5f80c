package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.check.CheckJson;
import dev.lanyard.host.cli.check.CheckPage;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConsoleDialogue;
import dev.lanyard.host.cli.common.Dialogue;
import dev.lanyard.host.cli.common.LentVault;
import dev.lanyard.host.cli.common.Plugins;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.config.SettingsDraft;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.connectors.Draft;
import dev.lanyard.host.connectors.RegisteredConnector;
import dev.lanyard.host.connectors.Registration;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lanyard connect}: from nothing to a registered connector, by asking. */
@Command(
        name = "connect",
        description = "Connects a system: asks for its settings, tries them, and registers the connector.",
        footer = {
            "",
            "Each answer is checked at once. Secrets are not shown while they are typed; the settings only refer to",
            "them: in the vault if its key is given, else in a file that only you can read. Where a person has to sign",
            "in, the address to open is printed; the browser comes back to this machine on a port of its own.",
            "",
            "Without a terminal, everything is given with --set, --owner, --application and --yes; secrets as",
            "--set clientSecret='$${env:NAME}', also '$${file:PATH}', or '$${base64:PATH}' for a PKCS#12 file."
        })
public final class ConnectCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "What to call the connector.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--plugin",
            paramLabel = "ID",
            description = "Which plugin (default: the only one, or it is asked).")
    private Optional<String> plugin = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting that is then not asked for; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--yes", description = "Register it without asking, also if the check finds something wrong.")
    private boolean yes;

    @Mixin
    private SignInOptions signIn = new SignInOptions();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Mixin
    private RegistrationOptions registration = new RegistrationOptions();

    private final Dialogue dialogue;

    /** Asks at this process's terminal. */
    public ConnectCommand() {
        this(new ConsoleDialogue());
    }

    ConnectCommand(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    @Override
    public Integer call() throws IOException {
        Talk talk = new Talk(dialogue, options.json() ? options.err() : options.out());
        ConnectorRegistry registry = options.registry();
        ConnectQuestions questions =
                new ConnectQuestions(registry, registration, dialogue.isThere() ? Optional.of(talk) : Optional.empty());
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            LoadedPlugin chosen = Plugins.require(folder, questions.plugin(folder, plugin), options);
            String id = chosen.descriptor().id();
            ConfigSchema schema = chosen.descriptor().schema();
            SettingsDraft answers = new SettingsDraft(schema, Path.of(""), System.getenv(), vault.settings());
            questions.take(schema, answers, settings, name, yes);
            String called = questions.name(name, id);
            try (Draft draft = registry.draft(called)) {
                SecretPlace secrets = new SecretPlace(draft, id, vault);
                draft.whenAbandoned(secrets::forgetAll);
                questions.settings(schema, answers, secrets);
                CheckReport report = tried(
                        chosen, answers, draft, () -> !yes && questions.corrected(schema, answers, secrets), talk);
                Registration all = new Registration(
                        called, id, questions.owners(), questions.application(), draft.config(), draft.store());
                if (!isWanted(report, talk)) {
                    talk.say("nothing was registered");
                    return ExitCode.SOFTWARE;
                }
                secrets.keepAll();
                answers.write(draft.config(), id);
                answer(tell(registry.add(draft, all), answers.secrets(), report), report, talk);
                return report.usable() ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    /** Whoever sits there can correct what does not work, without saying all of it again. */
    private CheckReport tried(
            LoadedPlugin chosen, SettingsDraft answers, Draft draft, BooleanSupplier corrected, Talk talk) {
        HostServices host = EmbeddedHostServices.standard()
                .with((reason, howLong) -> talk.say("waiting " + howLong.toSeconds() + " s: " + reason))
                .with(LentVault.of(vault, chosen.descriptor().id(), draft.store()));
        while (true) {
            ConnectorConfig config = answers.configure();
            signIn.ifAsked(chosen, config, host, vault, talk::say);
            try (Connector connector = chosen.open(config, host)) {
                CheckReport report = connector.check();
                show(report, talk);
                if (report.usable() || !corrected.getAsBoolean()) {
                    return report;
                }
            } catch (ConnectorException refused) {
                if (refused.kind() == ErrorKind.CANCELLED) {
                    throw refused;
                }
                talk.say(new Problem(String.valueOf(refused.getMessage()), refused.remedy()));
                if (!corrected.getAsBoolean()) {
                    throw refused;
                }
            }
        }
    }

    private void show(CheckReport report, Talk talk) {
        if (!options.json()) {
            talk.say("");
            new CheckPage(options.out()).print(report);
            talk.say("");
        }
    }

    private boolean isWanted(CheckReport report, Talk talk) {
        return yes
                || talk.confirm(
                        report.usable() ? "Register it?" : "Not everything can be read. Register it all the same?",
                        report.usable());
    }

    private static RegisteredConnector tell(RegisteredConnector added, List<Secret> secrets, CheckReport report) {
        ConnectorWatch watch = added.watch();
        watch.conceal(secrets);
        ConnectorWatch.Activity connecting = watch.connecting();
        try (connecting) {
            watch.checked(report);
        }
        return added;
    }

    private void answer(RegisteredConnector added, CheckReport report, Talk talk) {
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>(ConnectorsCommand.json(added));
            json.put("check", CheckJson.of(added.registration().plugin(), report));
            options.printJson(json);
        } else {
            talk.say("registered " + added + ": "
                    + added.status().condition().state().word() + "; settings in "
                    + added.registration().config());
            talk.say("next: lanyard sync --connector " + added);
        }
    }
}
