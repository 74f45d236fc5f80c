package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an account should be like, in Graph's forms. A property that consists of others, such as
 * {@code onPremisesExtensionAttributes}, is asked for part by part: parts that nobody names stay as they are.
 *
 * @param values by Graph's names, sorted; without the manager
 * @param clear names of properties that should have no value, without the manager
 * @param manager how the manager is named: empty if nothing is asked, an empty text for none
 * @param problems what is wrong with what was asked, all of it
 */
record AskedAccount(
        Map<String, AttributeValue> values, Set<String> clear, Optional<String> manager, List<String> problems) {

    static final String MANAGER = "manager";

    static AskedAccount of(Attributes attributes, Set<String> cleared) {
        Reading reading = new Reading();
        attributes.forEach(reading::set);
        cleared.forEach(reading::clear);
        return new AskedAccount(reading.values, Set.copyOf(reading.clear), reading.manager, reading.problems);
    }

    /** Sorts out what is asked. For one thread. */
    private static final class Reading {
        private final Map<String, AttributeValue> values = new TreeMap<>();
        private final Set<String> clear = new TreeSet<>();
        private final List<String> problems = new ArrayList<>();
        private Optional<String> manager = Optional.empty();

        private void set(String name, AttributeValue value) {
            if (name.equals(MANAGER)) {
                manager = PropertyForm.TEXT.fitting(value).map(each -> ((AttributeValue.Text) each).value());
                if (manager.isEmpty()) {
                    problems.add("manager must be a text");
                }
            } else if (UserProperty.partsOf(name).isEmpty()) {
                UserProperty.named(name).ifPresentOrElse(property -> set(property, value), () -> refuse(name));
            } else if (value instanceof AttributeValue.Structure structure) {
                structure.fields().forEach((part, each) -> {
                    if (UserProperty.partsOf(name).contains(part)) {
                        set(part, each);
                    } else {
                        problems.add(name + " has no " + part);
                    }
                });
            } else {
                problems.add(name + " must be a structure, or its parts must be set by their own names");
            }
        }

        private void set(UserProperty property, AttributeValue value) {
            Optional<AttributeValue> fitting = property.form().fitting(value);
            if (fitting.isEmpty()) {
                problems.add(property.name() + " must be " + property.form().expectation());
                return;
            }
            property.problem(fitting.get()).ifPresent(problems::add);
            if (values.put(property.name(), fitting.get()) != null) {
                problems.add(property.name() + " is set twice");
            }
        }

        private void clear(String name) {
            if (name.equals(MANAGER)) {
                manager = Optional.of("");
                return;
            }
            if (!UserProperty.partsOf(name).isEmpty()) {
                UserProperty.partsOf(name).forEach(this::clear);
                return;
            }
            Optional<UserProperty> property = UserProperty.named(name);
            if (property.isEmpty()) {
                refuse(name);
            } else if (!property.get().canBeCleared()) {
                problems.add(name + " can be replaced, but not taken away");
            } else if (values.containsKey(name)) {
                problems.add(name + " is both set and taken away");
            } else {
                clear.add(name);
            }
        }

        private void refuse(String name) {
            problems.add(name + " is unknown or cannot be written");
        }
    }

    /** These problems and those of properties that have no value. */
    List<String> problemsUnlessSet(String... required) {
        List<String> all = new ArrayList<>(problems);
        for (String name : required) {
            if (!values.containsKey(name)) {
                all.add(name + " is required");
            }
        }
        return all;
    }

    /** The text of a value, empty if it is not asked or no text. */
    String text(String name) {
        return values.get(name) instanceof AttributeValue.Text text ? text.value() : "";
    }

    /** The names of all that should have a value or none, without the manager. */
    NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(clear);
        return names;
    }

    /** The names of what an account does not have as it is asked. */
    NavigableSet<String> differences(Attributes account) {
        NavigableSet<String> different = new TreeSet<>();
        values.forEach((name, value) -> {
            boolean same = account.get(name)
                    .filter(other -> UserProperty.named(name).orElseThrow().isSame(value, other))
                    .isPresent();
            if (!same) {
                different.add(name);
            }
        });
        clear.stream().filter(name -> account.get(name).isPresent()).forEach(different::add);
        return different;
    }

    /** A body with everything that differs from what an account has. */
    JsonBody differenceFrom(Attributes account) {
        return body(differences(account), account);
    }

    /**
     * A body for some of what is asked. Graph may replace a property that consists of others as a whole, so that the
     * parts that nobody names are sent as they are.
     */
    JsonBody body(NavigableSet<String> names, Attributes account) {
        JsonBody body = new JsonBody();
        NavigableSet<String> wholes = new TreeSet<>();
        for (String name : names) {
            UserProperty property = UserProperty.named(name).orElseThrow();
            property.within().ifPresentOrElse(wholes::add, () -> put(body, property));
        }
        for (String whole : wholes) {
            body.put(whole, whole(whole, account));
        }
        return body;
    }

    private JsonBody whole(String whole, Attributes account) {
        JsonBody body = new JsonBody();
        for (String part : UserProperty.partsOf(whole)) {
            if (values.containsKey(part) || clear.contains(part)) {
                put(body, UserProperty.named(part).orElseThrow());
            } else {
                account.get(part).ifPresent(kept -> PropertyForm.put(body, part, kept));
            }
        }
        return body;
    }

    private void put(JsonBody body, UserProperty property) {
        AttributeValue value = values.get(property.name());
        if (value == null) {
            property.clear(body);
        } else {
            PropertyForm.put(body, property.name(), value);
        }
    }
}
