package dev.lanyard.host.provision;

import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes changes as texts: all of one to recognise it, and what may be shown of it. Passwords are in neither. */
final class ChangeText {

    private final List<String> texts = new ArrayList<>();

    private ChangeText() {}

    /**
     * All that makes a change the one that it is; different changes give different lists. Which password is supplied
     * does not count: a hash of it would help to guess it.
     */
    static List<String> identity(String connector, Change change) {
        ChangeText text = new ChangeText();
        text.add(connector, change.kind().name(), change.subject());
        if (change instanceof Change.CreateResource create) {
            text.add(create.attributes());
            create.password().ifPresent(text::add);
        } else if (change instanceof Change.UpdateResource update) {
            text.add(update.set());
            text.add(String.join(" ", update.clear()));
        } else if (change instanceof Change.GrantAccess grant) {
            text.add(grant.validity());
            text.add(grant.options());
            text.add(grant.justification().orElse(""));
        } else if (change instanceof Change.RevokeAccess revoke) {
            text.add(revoke.justification().orElse(""));
        } else if (change instanceof Change.RotateCredential rotate) {
            text.add(rotate.password());
        } else if (change instanceof Change.RunAction action) {
            action.arguments().forEach((name, value) -> text.add(name, value));
        }
        return List.copyOf(text.texts);
    }

    /** What an audit trail may show besides kind and subject: names of attributes, but not their values. */
    static String detail(Change change) {
        List<String> parts = new ArrayList<>();
        if (change instanceof Change.CreateResource create) {
            parts.addAll(names("sets", create.attributes().names()));
            create.password().ifPresent(password -> parts.add("password " + word(password)));
        } else if (change instanceof Change.UpdateResource update) {
            parts.addAll(names("sets", update.set().names()));
            parts.addAll(names("clears", List.copyOf(update.clear())));
        } else if (change instanceof Change.GrantAccess grant) {
            grant.validity().from().ifPresent(from -> parts.add("from " + from));
            grant.validity().until().ifPresent(until -> parts.add("until " + until));
            parts.addAll(names("options", grant.options().names()));
            grant.justification().ifPresent(why -> parts.add("because " + why));
        } else if (change instanceof Change.RevokeAccess revoke) {
            revoke.justification().ifPresent(why -> parts.add("because " + why));
        } else if (change instanceof Change.RotateCredential rotate) {
            parts.add("password " + word(rotate.password()));
        } else if (change instanceof Change.RunAction action) {
            parts.addAll(names("arguments", List.copyOf(action.arguments().keySet())));
        }
        return String.join("; ", parts);
    }

    private static List<String> names(String what, List<String> names) {
        return names.isEmpty() ? List.of() : List.of(what + " " + String.join(", ", names));
    }

    private static String word(PasswordChoice password) {
        if (password instanceof PasswordChoice.Random) {
            return "random";
        }
        return password instanceof PasswordChoice.Supplied ? "supplied" : "none";
    }

    private void add(String... more) {
        texts.addAll(List.of(more));
    }

    private void add(PasswordChoice password) {
        add(word(password));
        if (password instanceof PasswordChoice.Random random) {
            add(String.valueOf(random.changeAtNextSignIn()));
        } else if (password instanceof PasswordChoice.Supplied supplied) {
            add(String.valueOf(supplied.changeAtNextSignIn()));
        }
    }

    private void add(Validity validity) {
        add(instant(validity.from()), instant(validity.until()));
    }

    private static String instant(Optional<?> instant) {
        return instant.map(Object::toString).orElse("");
    }

    private void add(Attributes attributes) {
        add("" + attributes.names().size());
        attributes.forEach((name, value) -> {
            add(name);
            add(value);
        });
    }

    private void add(AttributeValue value) {
        if (value instanceof AttributeValue.Sequence sequence) {
            add("sequence", "" + sequence.values().size());
            sequence.values().forEach(this::add);
        } else if (value instanceof AttributeValue.Structure structure) {
            add(structure.fields());
        } else {
            // The name of the record and its one value.
            add(value.toString());
        }
    }
}
