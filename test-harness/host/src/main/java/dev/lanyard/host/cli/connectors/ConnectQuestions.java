package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.config.SettingsDraft;
import dev.lanyard.host.connectors.Applications;
import dev.lanyard.host.connectors.ConnectorRegistry;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What has to be known of a connector: given with options, or asked where there is a terminal. For one thread. */
final class ConnectQuestions {

    private final ConnectorRegistry registry;
    private final RegistrationOptions given;
    private final Optional<Talk> talk;

    /** Asks nobody if there is no talk. */
    ConnectQuestions(ConnectorRegistry registry, RegistrationOptions given, Optional<Talk> talk) {
        this.registry = registry;
        this.given = given;
        this.talk = talk;
    }

    /** The id of the plugin to use. */
    String plugin(PluginFolder folder, Optional<String> named) {
        List<String> ids = folder.plugins().stream()
                .map(plugin -> plugin.descriptor().id())
                .toList();
        if (named.isPresent() || ids.size() == 1) {
            return named.orElseGet(() -> ids.get(0));
        }
        if (ids.isEmpty()) {
            throw new HostException(
                    "there is no plugin to connect with", "put one into the folder given with --plugins");
        }
        Talk asked = talk.orElseThrow(() -> new HostException(
                "there are several plugins, and no terminal to ask at",
                "name one with --plugin: " + String.join(", ", ids)));
        asked.say("Which plugin?");
        for (LoadedPlugin plugin : folder.plugins()) {
            asked.say(
                    "  " + plugin.descriptor().id() + ": " + plugin.descriptor().displayName());
        }
        return asked.choose(ids, Optional.empty());
    }

    /** Sets what was given. Where nobody can be asked for the rest, all that is missing or wrong is told at once. */
    void take(
            ConfigSchema schema,
            SettingsDraft draft,
            Map<String, String> settings,
            Optional<String> name,
            boolean yes) {
        List<Problem> refused = new ArrayList<>();
        List<Problem> wrong = new ArrayList<>();
        settings.keySet().stream()
                .filter(field -> schema.field(field).isEmpty())
                .map(field -> new Problem(field + " is not a setting of this connector", "check its spelling"))
                .forEach(refused::add);
        for (ConfigField field : schema.fields()) {
            Optional.ofNullable(settings.get(field.name())).ifPresent(text -> {
                if (field.type() instanceof FieldType.SecretText && !SettingsDraft.isReference(text)) {
                    refused.add(openSecret(field));
                } else {
                    draft.set(field, SettingsTalk.written(field, text)).ifPresent(wrong::add);
                }
            });
        }
        if (talk.isPresent() && refused.isEmpty()) {
            wrong.forEach(talk()::say);
            return;
        }
        refused.addAll(wrong);
        if (talk.isEmpty()) {
            refused.addAll(missing(name, yes));
            draft.problems().stream()
                    .filter(problem -> !settings.containsKey(problem.field()))
                    .map(SettingsDraft::problem)
                    .forEach(refused::add);
        }
        if (!refused.isEmpty()) {
            throw new HostException(refused);
        }
    }

    private static Problem openSecret(ConfigField field) {
        return new Problem(
                "--set " + field.name() + " holds a secret, which others can see in the list of processes",
                "refer to it: --set " + field.name() + "='${env:NAME}', '${file:PATH}' or '${base64:PATH}'");
    }

    private List<Problem> missing(Optional<String> name, boolean yes) {
        List<Problem> missing = new ArrayList<>();
        if (name.isEmpty()) {
            missing.add(missing("its name", "name it behind 'lanyard connect'"));
        }
        if (given.owners().isEmpty()) {
            missing.add(missing("its owner", "say who answers for it with --owner"));
        }
        if (given.application(registry.applications()).isEmpty()) {
            missing.add(missing("the application that it governs", "name it with --application or --new-application"));
        }
        if (!yes) {
            missing.add(missing("your consent", "say --yes"));
        }
        return missing;
    }

    private static Problem missing(String what, String remedy) {
        return new Problem("there is no terminal to ask at, and " + what + " is missing", remedy);
    }

    String name(Optional<String> named, String plugin) {
        if (named.isPresent()) {
            registry.requireNew(named.get());
            return named.get();
        }
        String answer = talk().askUntil(
                        "Name of the connector [" + plugin + "]: ",
                        text -> refusal(text.isEmpty() ? plugin : text, registry::requireNew));
        return answer.isEmpty() ? plugin : answer;
    }

    /** Asks for the settings that were not given. */
    void settings(ConfigSchema schema, SettingsDraft draft, SecretPlace secrets) {
        talk.ifPresent(asked -> new SettingsTalk(schema, draft, secrets, asked).run());
    }

    /** Asks for one answer anew, if there is anybody, and somebody wants to give it; tells whether. */
    boolean corrected(ConfigSchema schema, SettingsDraft draft, SecretPlace secrets) {
        if (talk.isEmpty()) {
            return false;
        }
        String name = talk().askUntil(
                        "Correct a setting (its name; Enter to leave all as it is): ",
                        text -> text.isEmpty() || (schema.field(text).isPresent() && draft.applies(text))
                                ? Optional.empty()
                                : Optional.of(new Problem(
                                        "that is no setting that applies",
                                        "type one of "
                                                + schema.fields().stream()
                                                        .map(ConfigField::name)
                                                        .filter(draft::applies)
                                                        .collect(Collectors.joining(", ")))));
        if (!name.isEmpty()) {
            new SettingsTalk(schema, draft, secrets, talk()).correct(name);
        }
        return !name.isEmpty();
    }

    List<String> owners() {
        if (!given.owners().isEmpty()) {
            return given.owners();
        }
        String answer = talk().askUntil(
                        "Who answers for it (names or addresses, separated by commas): ",
                        text -> text.isBlank()
                                ? Optional.of(new Problem("somebody has to", "name at least one"))
                                : Optional.empty());
        return Arrays.asList(answer.split(","));
    }

    String application() {
        Applications known = registry.applications();
        return given.application(known).orElseGet(() -> {
            if (!known.list().isEmpty()) {
                String other = "a new one";
                List<String> options = new ArrayList<>(known.list());
                options.add(other);
                talk().say("Which application does it govern?");
                String chosen = talk().choose(options, Optional.empty());
                if (!chosen.equals(other)) {
                    return chosen;
                }
            }
            return talk().askUntil("Name of the new application: ", text -> refusal(text, known::requireNew));
        });
    }

    private static Optional<Problem> refusal(String text, Consumer<String> requirement) {
        try {
            requirement.accept(text);
            return Optional.empty();
        } catch (HostException refused) {
            return Optional.of(refused.problems().get(0));
        }
    }

    private Talk talk() {
        return talk.orElseThrow(() -> new IllegalStateException("nobody can be asked"));
    }
}
