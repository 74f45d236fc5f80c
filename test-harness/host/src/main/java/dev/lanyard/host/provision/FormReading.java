package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.PasswordChoice;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of one form, with whatever is wrong with them. For one thread. */
final class FormReading {

    private final ChangeForm form;
    private final Optional<Trait> trait;
    private final ConnectorDescriptor descriptor;
    private final Names names;
    private final PasswordText passwords;
    private final List<Problem> wrong = new ArrayList<>();
    private final List<Problem> unknown = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private boolean valuesUsed;

    FormReading(
            ChangeForm form,
            Optional<Trait> trait,
            ConnectorDescriptor descriptor,
            Names names,
            PasswordText passwords) {
        this.form = form;
        this.trait = trait;
        this.descriptor = descriptor;
        this.names = names;
        this.passwords = passwords;
    }

    ChangeForm form() {
        return form;
    }

    ConnectorDescriptor descriptor() {
        return descriptor;
    }

    /** What kind of change it is, in the words of who wrote it. */
    String word() {
        return form.kind().name().toLowerCase(Locale.ROOT);
    }

    Optional<String> text(String field) {
        used.add(field);
        return Optional.ofNullable(form.fields().get(field));
    }

    Optional<String> required(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            problem(word() + " needs " + field, "say which");
        }
        return text;
    }

    boolean flag(String field, boolean otherwise) {
        Optional<String> text = text(field);
        if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
            problem(field + " must be true or false", "correct it");
        }
        return text.map("true"::equals).orElse(otherwise);
    }

    Optional<Instant> instant(String field) {
        try {
            return text(field).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            problem(field + " is no point in time", "write it as 2026-01-31T18:00:00Z");
            return Optional.empty();
        }
    }

    Optional<EntitlementId> entitlement(String field) {
        return required(field).flatMap(text -> found(text, names::entitlement));
    }

    /** A resource of one of the given types. */
    Optional<ResourceId> resource(String field, Set<String> types) {
        return required(field).flatMap(text -> found(text, name -> names.resource(name, types)));
    }

    /** The types that the form can be about. */
    Set<String> types() {
        return descriptor.resourceTypes().stream()
                .filter(type -> trait.map(type.traits()::contains).orElse(true))
                .map(ResourceTypeDescriptor::id)
                .collect(Collectors.toSet());
    }

    /** Where a new password comes from; at random, unless it is said. */
    Optional<PasswordChoice> password() {
        boolean change = flag("changeAtNextSignIn", true);
        return found(text("password").orElse(PasswordText.RANDOM), text -> passwords.read(text, change));
    }

    /** What is set, by what the change says of itself; nothing of a change that the connector does not offer. */
    Attributes values(Optional<ChangeDescriptor> change, boolean complete) {
        valuesUsed = true;
        return change.map(each -> new AttributeReader(each, wrong).read(form.values(), complete))
                .orElse(Attributes.NONE);
    }

    /** What is taken away, by what the change says of itself. */
    Set<String> clear(Optional<ChangeDescriptor> change) {
        change.ifPresent(each -> new AttributeReader(each, wrong).requireKnown(form.clear()));
        return form.clear();
    }

    void problem(String message, String remedy) {
        wrong.add(new Problem(message, remedy));
    }

    void valuesAreUsed() {
        valuesUsed = true;
    }

    boolean isSound() {
        return wrong.isEmpty() && unknown.isEmpty();
    }

    /** Throws with everything that is wrong, if anything is; what was written and not read is. */
    void requireSound() {
        Set<String> unused = new TreeSet<>(form.fields().keySet());
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            problem(word() + " takes no " + String.join(", ", unused), "leave it out");
        }
        if (!valuesUsed && !form.values().isEmpty()) {
            problem(
                    word() + " sets nothing",
                    "leave out " + String.join(", ", form.values().keySet()));
        }
        if (form.kind() != ChangeKind.UPDATE && !form.clear().isEmpty()) {
            problem(word() + " clears nothing", "leave out " + String.join(", ", form.clear()));
        }
        List<Problem> all = new ArrayList<>(wrong);
        all.addAll(unknown);
        if (!wrong.isEmpty()) {
            throw new InvalidFormException(all);
        } else if (!all.isEmpty()) {
            throw new HostException(all);
        }
    }

    private <T> Optional<T> found(String text, Function<String, T> finder) {
        try {
            return Optional.of(finder.apply(text));
        } catch (InvalidFormException malformed) {
            wrong.addAll(malformed.problems());
        } catch (HostException nothing) {
            unknown.addAll(nothing.problems());
        }
        return Optional.empty();
    }
}
