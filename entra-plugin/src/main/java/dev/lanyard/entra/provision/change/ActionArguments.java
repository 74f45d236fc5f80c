package dev.lanyard.entra.provision.change;

import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an action is run with, before anything is sent. */
public final class ActionArguments {

    private ActionArguments() {}

    /**
     * Compares a request with what is said of the action.
     *
     * @param pending runs an action; settled, naming everything that does not fit, if the answer is empty
     * @param action what is said of it
     * @return the arguments that have a value, by name
     */
    public static Optional<Map<String, String>> fitting(PendingChange pending, ActionDescriptor action) {
        Change.RunAction running = (Change.RunAction) pending.change();
        Optional<String> target = running.target().map(ResourceId::type);
        if (!target.equals(action.resourceType())) {
            pending.failed(
                    ErrorKind.INVALID,
                    "the action '" + action.id() + "' is run on "
                            + action.resourceType().map(type -> "a " + type).orElse("nothing") + ", not on "
                            + target.map(type -> "a " + type).orElse("nothing"),
                    action.resourceType().map(type -> "name a " + type).orElse("leave the target out"));
            return Optional.empty();
        }
        List<String> problems = problems(action, running.arguments());
        if (!problems.isEmpty()) {
            pending.refused(
                    "invalid",
                    "the action '" + action.id() + "' cannot be run so: " + String.join("; ", problems),
                    "correct these arguments");
            return Optional.empty();
        }
        Map<String, String> fitting = new TreeMap<>();
        running.arguments().forEach((name, text) -> {
            if (!text.isBlank()) {
                fitting.put(name, text.strip());
            }
        });
        return Optional.of(Collections.unmodifiableMap(fitting));
    }

    private static List<String> problems(ActionDescriptor action, Map<String, String> arguments) {
        Map<String, String> known = new TreeMap<>(arguments);
        List<String> problems = new ArrayList<>();
        for (String name : arguments.keySet()) {
            if (action.arguments().field(name).isEmpty()) {
                known.remove(name);
                problems.add(name + " is no argument of it");
            }
        }
        for (ConfigProblem problem : action.arguments().validate(known)) {
            problems.add(problem.field() + " " + problem.message());
        }
        return problems;
    }
}
