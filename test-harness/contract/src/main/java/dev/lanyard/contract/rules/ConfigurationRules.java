package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an administrator can rely on while filling in the settings. */
public final class ConfigurationRules {

    /** People copy examples. */
    @Rule(
            number = 104,
            sentence = "The settings' own examples and defaults are accepted, by the schema and by opening a connector"
                    + " with them.")
    public void examplesAreAccepted(Trial trial) {
        List<String> wrong = new ArrayList<>();
        ConfigSchema schema = trial.descriptor().schema();
        for (ConfigField field : schema.fields()) {
            field.example()
                    .ifPresent(value -> requireAccepted(wrong, trial, "the example of " + field.name(), field, value));
            field.defaultValue()
                    .ifPresent(value -> requireAccepted(wrong, trial, "the default of " + field.name(), field, value));
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireAccepted(List<String> wrong, Trial trial, String what, ConfigField field, String value) {
        Map<String, String> settings = new HashMap<>(trial.subject().settings());
        if (!trial.descriptor().schema().applies(field.name(), settings)) {
            return;
        }
        settings.put(field.name(), value);
        // Another value can switch other fields on and off; their absence says nothing about this one.
        List<String> problems = trial.descriptor().schema().validate(settings).stream()
                .filter(problem -> problem.field().equals(field.name()))
                .map(ConfigProblem::message)
                .toList();
        problems.forEach(problem -> wrong.add(what + " is refused by the schema: " + problem));
        if (trial.descriptor().schema().validate(settings).isEmpty()) {
            Outcome<String> opened = opens(trial, settings);
            if (opened.thrown().isPresent()) {
                wrong.add(what + " is refused by opening a connector: " + opened.describe());
            }
        }
    }

    private static Outcome<String> opens(Trial trial, Map<String, String> settings) {
        return Outcome.of(() -> {
            try (OpenConnector open = trial.open(trial.plugin(), settings)) {
                return open.toString();
            }
        });
    }

    /** The schema is all that a settings page knows; a person must be told of the rest in words. */
    @Rule(
            number = 105,
            sentence =
                    "Each rule of the schema can be kept and broken, and every breach is told at once with its field;"
                            + " what opening refuses beyond the schema, it refuses as CONFIGURATION, naming the setting.")
    public void breachesAreTold(Trial trial) {
        List<String> wrong = new ArrayList<>();
        ConfigSchema schema = trial.descriptor().schema();
        schema.fields().forEach(field -> requireReachableCondition(wrong, schema, field));
        requireEveryBreachTold(wrong, trial);
        for (ConfigField field : schema.fields()) {
            Map<String, String> without = new HashMap<>(trial.subject().settings());
            if (without.remove(field.name()) != null && schema.validate(without).isEmpty()) {
                Outcome<String> opened = opens(trial, without);
                if (opened.thrown().isPresent()
                        && !(opened.refusedAs(ErrorKind.CONFIGURATION)
                                && opened.describe().contains(field.name()))) {
                    wrong.add("the schema accepts settings without " + field.name() + "; opening must do so too, or"
                            + " refuse them as CONFIGURATION naming " + field.name() + ", but: " + opened.describe());
                }
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireReachableCondition(List<String> wrong, ConfigSchema schema, ConfigField field) {
        field.onlyWhen().ifPresent(condition -> {
            FieldType other = schema.field(condition.field()).orElseThrow().type();
            for (String value : condition.values()) {
                if (Outcome.of(() -> other.parse(value)).thrown().isPresent()) {
                    wrong.add(field.name() + " applies only when " + condition.field() + " is '" + value
                            + "', which it can never be");
                }
            }
        });
    }

    private static void requireEveryBreachTold(List<String> wrong, Trial trial) {
        ConfigSchema schema = trial.descriptor().schema();
        Map<String, String> settings = new HashMap<>(trial.subject().settings());
        List<String> broken = new ArrayList<>();
        for (ConfigField field : schema.fields()) {
            boolean decidesOthers = schema.fields().stream()
                    .anyMatch(other -> other.onlyWhen()
                            .filter(condition -> condition.field().equals(field.name()))
                            .isPresent());
            if (decidesOthers || !schema.applies(field.name(), settings)) {
                continue;
            }
            Optional<String> unfit = unfit(field.type());
            if (unfit.isPresent()) {
                settings.put(field.name(), unfit.get());
                broken.add(field.name());
            } else if (field.required() && field.defaultValue().isEmpty()) {
                settings.remove(field.name());
                broken.add(field.name());
            }
        }
        settings.put("noSuchSetting", "x");
        broken.add("noSuchSetting");
        List<String> told =
                schema.validate(settings).stream().map(ConfigProblem::field).toList();
        broken.stream()
                .filter(field -> told.stream()
                        .noneMatch(names -> List.of(names.split(", ")).contains(field)))
                .forEach(field -> wrong.add("a breach of the rules for " + field + " is not told"));
        Outcome<String> opened = opens(trial, settings);
        if (!opened.refusedAs(ErrorKind.CONFIGURATION)) {
            wrong.add("settings with problems must be refused as CONFIGURATION, but: " + opened.describe());
        }
    }

    /** A text that the type must refuse, or empty if it takes any. */
    static Optional<String> unfit(FieldType type) {
        if (type instanceof FieldType.Whole || type instanceof FieldType.Time || type instanceof FieldType.Choice) {
            return Optional.of("neither here nor there");
        } else if (type instanceof FieldType.Flag || type instanceof FieldType.Address) {
            return Optional.of("neither here nor there");
        }
        return type instanceof FieldType.Pem ? Optional.of("no certificate") : Optional.empty();
    }
}
