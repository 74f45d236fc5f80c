package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.Problem;
import dev.lanyard.host.config.SettingsDraft;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Walks a person through the settings of a connector, field by field, those that apply. For one thread. */
final class SettingsTalk {

    private final ConfigSchema schema;
    private final SettingsDraft draft;
    private final SecretPlace secrets;
    private final Talk talk;

    SettingsTalk(ConfigSchema schema, SettingsDraft draft, SecretPlace secrets, Talk talk) {
        this.schema = schema;
        this.draft = draft;
        this.secrets = secrets;
        this.talk = talk;
    }

    /** Asks until the settings are sound; what was set before is not asked for. */
    void run() {
        for (List<ConfigField> group : groups()) {
            walk(group);
        }
        askUntilSound();
    }

    /** Asks for one answer anew, and for whatever hangs on it. */
    void correct(String name) {
        askAgain(name);
        schema.fields().stream().filter(field -> !draft.applies(field.name())).forEach(field -> forget(field.name()));
        askUntilSound();
    }

    private void askUntilSound() {
        for (List<ConfigProblem> wrong = draft.problems(); !wrong.isEmpty(); wrong = draft.problems()) {
            wrong.forEach(problem -> talk.say(SettingsDraft.problem(problem)));
            wrong.stream()
                    .flatMap(problem -> Arrays.stream(problem.field().split(", ")))
                    .distinct()
                    .forEach(this::askAgain);
        }
    }

    /** Fields under one heading that stand together; the order of the schema counts first. */
    private List<List<ConfigField>> groups() {
        List<List<ConfigField>> groups = new ArrayList<>();
        for (ConfigField field : schema.fields()) {
            if (groups.isEmpty()
                    || !groups.get(groups.size() - 1).get(0).group().equals(field.group())) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(field);
        }
        return groups;
    }

    private void walk(List<ConfigField> group) {
        List<ConfigField> open =
                group.stream().filter(field -> !draft.isSet(field.name())).toList();
        if (open.isEmpty()) {
            return;
        }
        talk.say("");
        String heading = group.get(0).group();
        if (!heading.isEmpty()) {
            talk.say(heading);
        }
        if (open.stream().noneMatch(this::matters) && !isWanted(open)) {
            return;
        }
        for (ConfigField field : open) {
            if (draft.applies(field.name()) && !isAnsweredByAnother(field)) {
                ask(field);
            }
        }
    }

    private boolean isWanted(List<ConfigField> open) {
        long applying =
                open.stream().filter(field -> draft.applies(field.name())).count();
        return applying > 0
                && talk.confirm("  " + applying + " settings, none of which must be set. Look at them?", false);
    }

    /** Whether a connector cannot do without an answer, or other questions hang on it. */
    private boolean matters(ConfigField field) {
        return (field.required() && field.defaultValue().isEmpty())
                || schema.exactlyOneOf().stream().anyMatch(names -> names.contains(field.name()))
                || schema.fields().stream()
                        .flatMap(other -> other.onlyWhen().stream())
                        .anyMatch(condition -> condition.field().equals(field.name()));
    }

    private boolean isAnsweredByAnother(ConfigField field) {
        return schema.exactlyOneOf().stream()
                .filter(names -> names.contains(field.name()))
                .anyMatch(names -> names.stream().anyMatch(draft::isSet));
    }

    private void askAgain(String name) {
        schema.field(name).filter(field -> draft.applies(name)).ifPresentOrElse(this::ask, () -> forget(name));
    }

    private void forget(String name) {
        draft.clear(name);
        secrets.forget(name);
    }

    private void ask(ConfigField field) {
        forget(field.name());
        talk.say("");
        talk.say("  " + field.label() + " (" + field.name() + ")");
        if (!field.description().isEmpty()) {
            talk.say("  " + field.description());
        }
        field.licence().ifPresent(licence -> talk.say("  Needs a licence: " + licence + "."));
        field.example().ifPresent(example -> talk.say("  Example: " + example));
        if (field.type() instanceof FieldType.SecretText) {
            askSecret(field);
        } else if (field.type() instanceof FieldType.Choice choice) {
            askChoice(field, choice);
        } else {
            askText(field);
        }
    }

    private void askChoice(ConfigField field, FieldType.Choice choice) {
        List<String> options = new ArrayList<>(choice.options());
        String none = "none";
        boolean optional = !field.required() && field.defaultValue().isEmpty();
        if (optional) {
            options.add(none);
        }
        String chosen =
                talk.choose(options, field.defaultValue().or(() -> optional ? Optional.of(none) : Optional.empty()));
        // What is the default anyway need not be written: it may become another one day, on purpose.
        if (!(optional && chosen.equals(none))
                && !field.defaultValue().filter(chosen::equals).isPresent()) {
            draft.set(field, chosen).ifPresent(talk::say);
        }
    }

    private void askText(ConfigField field) {
        boolean file = field.type() instanceof FieldType.Pem;
        if (file) {
            talk.say("  Name the file that holds it.");
        }
        talk.askUntil(prompt(field), text -> {
            if (text.isEmpty()) {
                return mayBeEmpty(field);
            }
            return draft.set(field, written(field, text));
        });
    }

    /** What a person types for a field as it is written in a file: what is long is named by its file. */
    static String written(ConfigField field, String text) {
        return field.type() instanceof FieldType.Pem && !text.startsWith("${") ? "${file:" + text + "}" : text;
    }

    private void askSecret(ConfigField field) {
        talk.say("  Not shown while you type, and " + secrets.description()
                + "; or refer to it: ${env:NAME}, ${file:PATH}, or ${base64:PATH} if it is binary.");
        while (true) {
            Secret typed = talk.askSecretly(prompt(field));
            String reference = typed.reveal(text -> SettingsDraft.isReference(text) ? text.strip() : "");
            Optional<Problem> wrong;
            if (typed.reveal(String::isBlank)) {
                wrong = mayBeEmpty(field);
            } else if (reference.isEmpty()) {
                wrong = draft.set(field, secrets.reference(field.name()), typed);
                if (wrong.isEmpty()) {
                    secrets.remember(field.name(), typed);
                }
            } else {
                wrong = draft.set(field, reference);
            }
            if (wrong.isEmpty()) {
                return;
            }
            talk.say(wrong.get());
        }
    }

    private static Optional<Problem> mayBeEmpty(ConfigField field) {
        return field.required() && field.defaultValue().isEmpty()
                ? Optional.of(new Problem(field.name() + " must be set", "type it, or end with Ctrl-D"))
                : Optional.empty();
    }

    private static String prompt(ConfigField field) {
        String hint =
                field.defaultValue().map(value -> " [" + value + "]").orElse(field.required() ? "" : " [not set]");
        return "  " + field.name() + hint + ": ";
    }
}
