package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an account should be like, in Graph's forms.
 *
 * @param values by Graph's names, sorted; without the manager
 * @param clear names of properties that should have no value, without the manager
 * @param manager how the manager is named: empty if nothing is asked, an empty text for none
 * @param problems what is wrong with what was asked, all of it
 */
record AskedAccount(
        Map<String, AttributeValue> values, Set<String> clear, Optional<String> manager, List<String> problems) {

    static final String MANAGER = "manager";
    private static final int LONGEST_EMPLOYEE_ID = 16;

    static AskedAccount of(Attributes attributes, Set<String> cleared) {
        Map<String, AttributeValue> values = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        List<Optional<String>> manager = new ArrayList<>();
        attributes.forEach((name, value) -> {
            if (name.equals(MANAGER)) {
                manager.add(attributes.text(MANAGER));
                return;
            }
            Optional<UserProperty> property = UserProperty.named(name);
            if (property.isEmpty()) {
                problems.add(name + " is unknown or cannot be written");
                return;
            }
            Optional<AttributeValue> fitting = property.get().fitting(value);
            fitting.ifPresent(each -> values.put(name, each));
            if (fitting.isEmpty()) {
                problems.add(name + " must be " + property.get().form().expectation());
            }
        });
        attributes
                .text("employeeId")
                .filter(id -> id.length() > LONGEST_EMPLOYEE_ID)
                .ifPresent(id -> problems.add("employeeId must have at most " + LONGEST_EMPLOYEE_ID + " characters"));
        List<String> clear = new ArrayList<>();
        for (String name : cleared) {
            if (name.equals(MANAGER)) {
                manager.add(Optional.of(""));
            } else if (UserProperty.named(name).isPresent()) {
                clear.add(name);
            } else {
                problems.add(name + " is unknown or cannot be written");
            }
        }
        if (manager.contains(Optional.<String>empty())) {
            problems.add("manager must be a text");
        }
        return new AskedAccount(
                values,
                Set.copyOf(clear),
                manager.stream().flatMap(Optional::stream).findFirst(),
                problems);
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

    /** A body with everything that differs from what an account has. */
    JsonBody differenceFrom(Attributes account) {
        JsonBody body = new JsonBody();
        values.forEach((name, value) -> {
            if (!account.get(name).equals(Optional.of(value))) {
                UserProperty.named(name).orElseThrow().put(body, value);
            }
        });
        clear.stream().sorted().filter(name -> account.get(name).isPresent()).forEach(body::putNull);
        return body;
    }
}
