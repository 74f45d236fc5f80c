package dev.lanyard.spi.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one set of texts against a schema, and collects every problem on the way. For one thread. */
final class ConfigReading {

    private final ConfigSchema schema;
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    ConfigReading(ConfigSchema schema, Map<String, String> given) {
        this.schema = schema;
        given.forEach((name, text) -> {
            if (!text.isBlank()) {
                texts.put(name, text.strip());
            }
        });
        schema.fields().forEach(this::read);
        schema.exactlyOneOf().forEach(this::requireExactlyOne);
        texts.keySet().stream().filter(name -> schema.field(name).isEmpty()).forEach(this::refuseUnknown);
    }

    List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    Map<String, Object> values() {
        return values;
    }

    private void read(ConfigField field) {
        String text = texts.get(field.name());
        if (!applies(field)) {
            if (text != null) {
                ConfigField.Condition condition = field.onlyWhen().orElseThrow();
                problems.add(new ConfigProblem(
                        field.name(),
                        "applies only when " + condition.field() + " is " + condition.valuesText(),
                        "remove " + field.name() + ", or set " + condition.field() + " to " + condition.valuesText()));
            }
            return;
        }
        Optional<String> effective = Optional.ofNullable(text).or(field::defaultValue);
        if (effective.isPresent()) {
            parse(field, effective.get());
        } else if (field.required()) {
            problems.add(
                    new ConfigProblem(field.name(), "is required but not set", "set " + field.name() + hint(field)));
        }
    }

    private void parse(ConfigField field, String text) {
        try {
            values.put(field.name(), field.type().parse(text));
        } catch (IllegalArgumentException malformed) {
            problems.add(new ConfigProblem(
                    field.name(), String.valueOf(malformed.getMessage()), "correct " + field.name() + hint(field)));
        }
    }

    boolean applies(ConfigField field) {
        return field.onlyWhen()
                .map(condition -> schema.field(condition.field())
                        .filter(this::applies)
                        .filter(other -> hasOneOf(other, condition.values()))
                        .isPresent())
                .orElse(true);
    }

    /** Values are compared, not texts: what is written TRUE is true. */
    private boolean hasOneOf(ConfigField field, List<String> wanted) {
        return Optional.ofNullable(texts.get(field.name()))
                .or(field::defaultValue)
                .flatMap(text -> value(field, text))
                .filter(value -> wanted.stream()
                        .flatMap(text -> value(field, text).stream())
                        .anyMatch(value::equals))
                .isPresent();
    }

    private static Optional<Object> value(ConfigField field, String text) {
        try {
            return Optional.of(field.type().parse(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private void requireExactlyOne(List<String> names) {
        List<String> applicable = names.stream()
                .filter(name -> schema.field(name).filter(this::applies).isPresent())
                .toList();
        long set = applicable.stream().filter(texts::containsKey).count();
        if (set != 1 && !applicable.isEmpty()) {
            String all = String.join(", ", applicable);
            problems.add(new ConfigProblem(
                    all,
                    set == 0 ? "exactly one of these must be set, but none is" : "exactly one of these must be set",
                    "set one of " + all));
        }
    }

    private void refuseUnknown(String name) {
        problems.add(new ConfigProblem(name, "is not a setting of this connector", "remove it, or check its spelling"));
    }

    private static String hint(ConfigField field) {
        return field.example().map(example -> ", for example " + example).orElse("");
    }
}
