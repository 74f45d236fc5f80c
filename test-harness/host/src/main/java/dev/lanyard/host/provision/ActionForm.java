package dev.lanyard.host.provision;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads which action is to be run, on what and with what. */
final class ActionForm {

    private ActionForm() {}

    static Optional<Change> read(FormReading reading) {
        reading.valuesAreUsed();
        Optional<String> id = reading.required("action");
        Optional<ActionDescriptor> action = id.flatMap(reading.descriptor()::action);
        if (action.isEmpty()) {
            id.ifPresent(unknown -> refuse(reading, unknown));
            reading.text("resource");
            return Optional.empty();
        }
        validate(reading, action.get());
        Optional<ResourceId> target =
                action.get().resourceType().flatMap(type -> reading.resource("resource", Set.of(type)));
        return Optional.of(
                new Change.RunAction(action.get().id(), target, reading.form().values()));
    }

    private static void refuse(FormReading reading, String unknown) {
        String all = reading.descriptor().actions().stream()
                .map(ActionDescriptor::id)
                .collect(Collectors.joining(", "));
        reading.problem(
                "the connector '" + reading.descriptor().id() + "' has no action '" + unknown + "'",
                all.isEmpty() ? "it has none" : "use one of " + all);
    }

    private static void validate(FormReading reading, ActionDescriptor action) {
        ConfigSchema schema = action.arguments();
        Map<String, String> known = new TreeMap<>(reading.form().values());
        Set<String> names = schema.fields().stream().map(ConfigField::name).collect(Collectors.toSet());
        known.keySet().retainAll(names);
        reading.form().values().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> reading.problem(
                        "the action '" + action.id() + "' takes no '" + name + "'", AttributeReader.remedy(schema)));
        schema.validate(known)
                .forEach(problem -> reading.problem(problem.field() + " " + problem.message(), problem.remedy()));
    }
}
