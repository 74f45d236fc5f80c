package dev.lanyard.spi.config;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of a connector.
 *
 * @param fields the settings, in the order in which to show them
 * @param exactlyOneOf sets of field names of which exactly one must be set, among those that apply
 */
public record ConfigSchema(List<ConfigField> fields, List<List<String>> exactlyOneOf) {

    /** Without any field. */
    public static final ConfigSchema EMPTY = new ConfigSchema(List.of(), List.of());

    /** Keeps copies, and refuses a name that is used twice or a rule about a field that does not exist. */
    public ConfigSchema {
        fields = List.copyOf(fields);
        exactlyOneOf = exactlyOneOf.stream().map(List::copyOf).toList();
        Set<String> declared = new HashSet<>();
        for (ConfigField field : fields) {
            field.onlyWhen().ifPresent(condition -> requireDeclared(declared, condition.field(), field.name()));
            if (!declared.add(field.name())) {
                throw new IllegalArgumentException("the field '" + field.name() + "' is declared twice");
            }
        }
        exactlyOneOf.forEach(names -> names.forEach(name -> requireDeclared(declared, name, "exactly one of")));
    }

    private static void requireDeclared(Set<String> declared, String name, String by) {
        if (!declared.contains(name)) {
            throw new IllegalArgumentException(
                    "'" + by + "' names the field '" + name + "', which is not declared before");
        }
    }

    /**
     * Finds a field.
     *
     * @param name its name
     * @return the field, or empty if there is none of that name
     */
    public Optional<ConfigField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /**
     * Whether a field applies to a configuration, so that a platform knows what to ask for.
     *
     * @param name the field's name
     * @param values text by field name; a blank text counts as not set; other fields may be missing or wrong
     * @return false if the field's condition is not met, or there is no such field
     */
    public boolean applies(String name, Map<String, String> values) {
        return field(name).filter(new ConfigReading(this, values)::applies).isPresent();
    }

    /**
     * Finds everything that is wrong with a configuration.
     *
     * @param values text by field name; a blank text counts as not set
     * @return all problems in the order of the fields, empty if the configuration is sound; never with a value in them
     */
    public List<ConfigProblem> validate(Map<String, String> values) {
        return new ConfigReading(this, values).problems();
    }

    /**
     * Reads a sound configuration.
     *
     * @param values text by field name; a blank text counts as not set
     * @return the typed values, defaults included
     * @throws ConnectorException of kind {@code CONFIGURATION} that names every problem, if there is any
     */
    public ConnectorConfig configure(Map<String, String> values) {
        ConfigReading reading = new ConfigReading(this, values);
        List<ConfigProblem> problems = reading.problems();
        if (!problems.isEmpty()) {
            throw ConnectorException.of(
                            ErrorKind.CONFIGURATION,
                            problems.stream()
                                    .map(problem -> problem.field() + ": " + problem.message())
                                    .collect(Collectors.joining("; ")),
                            problems.stream()
                                    .map(ConfigProblem::remedy)
                                    .distinct()
                                    .collect(Collectors.joining("; ")))
                    .build();
        }
        return new ConnectorConfig(this, new HashMap<>(reading.values()));
    }

    /**
     * Writes this schema as a JSON Schema (draft 2020-12), from which a platform can render a form.
     *
     * @return a JSON object, indented, the same text every time
     */
    public String toJsonSchema() {
        return new JsonSchemaWriter(this).write();
    }
}
