package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
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

/** Makes changes of what people wrote down, by what the connector says of itself. Sends nothing. */
public final class ChangeReader {

    private static final Set<String> OF_GRANTS =
            Set.of("entitlement", "principal", "scope", "eligible", "from", "until", "justification");

    private final ConnectorDescriptor descriptor;
    private final Names names;
    private final PasswordText passwords;

    /**
     * Makes a reader.
     *
     * @param descriptor what the connector can change
     * @param names finds what is meant
     * @param passwords finds passwords
     */
    public ChangeReader(ConnectorDescriptor descriptor, Names names, PasswordText passwords) {
        this.descriptor = descriptor;
        this.names = names;
        this.passwords = passwords;
    }

    /**
     * Reads a form.
     *
     * @param form what was written
     * @param trait what its resource must be, or empty for anything
     * @return the change
     * @throws HostException with every problem, if there is any
     */
    public Change read(ChangeForm form, Optional<Trait> trait) {
        return new Reading(form, trait).change();
    }

    /** One form. */
    private final class Reading {
        private final ChangeForm form;
        private final Optional<Trait> trait;
        private final List<Problem> problems = new ArrayList<>();
        private final Set<String> used = new HashSet<>();

        Reading(ChangeForm form, Optional<Trait> trait) {
            this.form = form;
            this.trait = trait;
        }

        Change change() {
            Optional<Change> change = switch (form.kind()) {
                case GRANT, REVOKE -> ofAccess();
                case CREATE -> create();
                case ACTION -> action();
                default -> ofResource();
            };
            Set<String> unused = new TreeSet<>(form.fields().keySet());
            unused.removeAll(used);
            if (!unused.isEmpty()) {
                problem(word() + " takes no " + String.join(", ", unused), "leave it out");
            }
            if (!takesValues() && !(form.values().isEmpty() && form.clear().isEmpty())) {
                problem(word() + " sets and clears nothing", "leave the attributes out");
            }
            if (!problems.isEmpty()) {
                throw new HostException(problems);
            }
            return change.orElseThrow();
        }

        private boolean takesValues() {
            return switch (form.kind()) {
                case CREATE, UPDATE, GRANT, ACTION -> true;
                default -> false;
            };
        }

        private Optional<Change> ofAccess() {
            used.addAll(OF_GRANTS);
            Optional<EntitlementId> entitlement =
                    required("entitlement").flatMap(text -> found(text, names::entitlement));
            Optional<ResourceId> principal =
                    required("principal").flatMap(text -> found(text, name -> names.resource(name, allTypes())));
            Holding holding = flag("eligible", false) ? Holding.ELIGIBLE : Holding.ACTIVE;
            Validity validity = new Validity(instant("from"), instant("until"));
            Optional<String> justification = text("justification");
            if (entitlement.isEmpty() || principal.isEmpty()) {
                return Optional.empty();
            }
            GrantKey key = new GrantKey(entitlement.get(), principal.get(), holding, text("scope"), Optional.empty());
            if (form.kind() == ChangeKind.REVOKE) {
                if (text("from").or(() -> text("until")).isPresent()) {
                    problem("revoke takes no from and until", "leave them out; a grant is taken away at once");
                }
                return Optional.of(new Change.RevokeAccess(key, justification));
            }
            Change plain = new Change.GrantAccess(key);
            Attributes options = attributes(descriptor.change(plain), true);
            return Optional.of(new Change.GrantAccess(key, validity, options, justification));
        }

        private Optional<Change> create() {
            used.addAll(Set.of("type", "password", "changeAtNextSignIn"));
            Optional<ChangeDescriptor> creating = typeToCreate();
            if (creating.isEmpty()) {
                return Optional.empty();
            }
            String type = creating.get().resourceType();
            Attributes attributes = attributes(creating, true);
            boolean account = descriptor
                    .resourceType(type)
                    .filter(each -> each.traits().contains(Trait.ACCOUNT))
                    .isPresent();
            Optional<PasswordChoice> password = password(account);
            return Optional.of(new Change.CreateResource(type, attributes, password));
        }

        private Optional<ChangeDescriptor> typeToCreate() {
            List<ChangeDescriptor> creating = descriptor.changes().stream()
                    .filter(each -> each.kind() == ChangeKind.CREATE)
                    .filter(each -> types().contains(each.resourceType()))
                    .filter(each ->
                            text("type").map(each.resourceType()::equals).orElse(true))
                    .toList();
            if (creating.size() == 1) {
                return Optional.of(creating.get(0));
            }
            if (creating.isEmpty()) {
                problem(
                        "the connector '" + descriptor.id() + "' creates nothing of this type",
                        "'lanyard describe " + descriptor.id() + "' lists what it can change");
            } else {
                problem(
                        "it is not said what to create",
                        "say the type: "
                                + creating.stream()
                                        .map(ChangeDescriptor::resourceType)
                                        .collect(Collectors.joining(" or ")));
            }
            return Optional.empty();
        }

        private Optional<Change> ofResource() {
            used.add("resource");
            Optional<ResourceId> found = resource("resource", types());
            if (form.kind() == ChangeKind.ROTATE) {
                used.addAll(Set.of("password", "changeAtNextSignIn"));
                Optional<PasswordChoice> password = password(true);
                return found.flatMap(id -> password.map(choice -> new Change.RotateCredential(id, choice)));
            }
            return found.flatMap(id -> switch (form.kind()) {
                case UPDATE -> update(id);
                case ENABLE -> Optional.of(new Change.SetEnabled(id, true));
                case DISABLE -> Optional.of(new Change.SetEnabled(id, false));
                case DELETE -> Optional.of(new Change.DeleteResource(id, false));
                case PURGE -> Optional.of(new Change.DeleteResource(id, true));
                default -> Optional.of(new Change.RestoreResource(id));
            });
        }

        private Optional<Change> update(ResourceId id) {
            Optional<ChangeDescriptor> updating =
                    descriptor.change(new Change.UpdateResource(id, Attributes.NONE, Set.of()));
            Attributes set = attributes(updating, false);
            updating.ifPresent(each -> new AttributeReader(each, problems).requireKnown(form.clear()));
            Set<String> both = new TreeSet<>(form.clear());
            both.retainAll(set.names());
            if (!both.isEmpty()) {
                problem("both set and cleared: " + String.join(", ", both), "decide for one");
            }
            if (set.names().isEmpty() && form.clear().isEmpty()) {
                problem("there is nothing to update", "set or clear an attribute");
            }
            return problems.isEmpty()
                    ? Optional.of(new Change.UpdateResource(id, set, form.clear()))
                    : Optional.empty();
        }

        private Optional<Change> action() {
            used.addAll(Set.of("action", "resource"));
            Optional<ActionDescriptor> action = required("action").flatMap(descriptor::action);
            if (action.isEmpty()) {
                String all =
                        descriptor.actions().stream().map(ActionDescriptor::id).collect(Collectors.joining(", "));
                problem(
                        "the connector '" + descriptor.id() + "' has no such action",
                        all.isEmpty() ? "it has none" : "use one of " + all);
                return Optional.empty();
            }
            action.get()
                    .arguments()
                    .validate(form.values())
                    .forEach(each -> problem(each.field() + " " + each.message(), each.remedy()));
            Optional<ResourceId> target =
                    action.get().resourceType().flatMap(type -> resource("resource", Set.of(type)));
            if (action.get().resourceType().isEmpty() && text("resource").isPresent()) {
                problem("the action '" + action.get().id() + "' takes no resource", "leave it out");
            }
            return Optional.of(new Change.RunAction(action.get().id(), target, form.values()));
        }

        private Attributes attributes(Optional<ChangeDescriptor> change, boolean complete) {
            if (change.isEmpty()) {
                // The connector refuses it, and says so better.
                return Attributes.NONE;
            }
            return new AttributeReader(change.get(), problems).read(form.values(), complete);
        }

        private Optional<PasswordChoice> password(boolean needed) {
            Optional<String> written = text("password").or(() -> needed ? Optional.of("random") : Optional.empty());
            boolean next = flag("changeAtNextSignIn", true);
            return written.flatMap(text -> found(text, where -> passwords.read(where, next)));
        }

        private Optional<ResourceId> resource(String field, Set<String> types) {
            return required(field).flatMap(text -> found(text, name -> names.resource(name, types)));
        }

        private Set<String> types() {
            return descriptor.resourceTypes().stream()
                    .filter(type -> trait.map(type.traits()::contains).orElse(true))
                    .map(ResourceTypeDescriptor::id)
                    .collect(Collectors.toSet());
        }

        private Set<String> allTypes() {
            return descriptor.resourceTypes().stream()
                    .map(ResourceTypeDescriptor::id)
                    .collect(Collectors.toSet());
        }

        private <T> Optional<T> found(String text, Function<String, T> finder) {
            try {
                return Optional.of(finder.apply(text));
            } catch (HostException unknown) {
                problems.addAll(unknown.problems());
                return Optional.empty();
            }
        }

        private Optional<String> text(String field) {
            return Optional.ofNullable(form.fields().get(field));
        }

        private Optional<String> required(String field) {
            Optional<String> text = text(field);
            if (text.isEmpty()) {
                problem(word() + " needs " + field, "say which");
            }
            return text;
        }

        private boolean flag(String field, boolean otherwise) {
            Optional<String> text = text(field);
            if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
                problem(field + " must be true or false", "correct it");
            }
            return text.map("true"::equals).orElse(otherwise);
        }

        private Optional<Instant> instant(String field) {
            try {
                return text(field).map(Instant::parse);
            } catch (DateTimeParseException malformed) {
                problem(field + " is no point in time", "write it as 2026-01-31T18:00:00Z");
                return Optional.empty();
            }
        }

        private String word() {
            return form.kind().name().toLowerCase(Locale.ROOT);
        }

        private void problem(String message, String remedy) {
            problems.add(new Problem(message, remedy));
        }
    }
}
