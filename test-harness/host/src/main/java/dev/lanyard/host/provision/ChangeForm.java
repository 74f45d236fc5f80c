package dev.lanyard.host.provision;

import dev.lanyard.spi.provision.ChangeKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A change as a person wrote it down, on a command line or in a file; {@link ChangeReader} makes a change of it.
 *
 * @param kind what it does
 * @param fields texts by name: {@code entitlement, principal, scope, eligible, temporary, from, until, justification}
 *     to grant and revoke, {@code type} to create, {@code resource} for all else, {@code action}, {@code password} and
 *     {@code changeAtNextSignIn}
 * @param values attributes to set, options of a grant, or arguments of an action, by name; a name that ends in a colon
 *     has JSON for its value
 * @param clear names of attributes to take away
 */
public record ChangeForm(ChangeKind kind, Map<String, String> fields, Map<String, String> values, Set<String> clear) {

    /** Keeps sorted copies. */
    public ChangeForm {
        Objects.requireNonNull(kind, "kind");
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        clear = Collections.unmodifiableSet(new TreeSet<>(clear));
    }

    /**
     * A form without fields.
     *
     * @param kind what it does
     */
    public ChangeForm(ChangeKind kind) {
        this(kind, Map.of(), Map.of(), Set.of());
    }

    /**
     * The same form with one more field.
     *
     * @param name its name
     * @param text what to write there, or empty to leave it out
     * @return a new form
     */
    public ChangeForm with(String name, Optional<String> text) {
        Map<String, String> more = new HashMap<>(fields);
        text.ifPresent(value -> more.put(name, value));
        return new ChangeForm(kind, more, values, clear);
    }

    /**
     * The same form with one more field.
     *
     * @param name its name
     * @param text what to write there
     * @return a new form
     */
    public ChangeForm with(String name, String text) {
        return with(name, Optional.of(text));
    }
}
