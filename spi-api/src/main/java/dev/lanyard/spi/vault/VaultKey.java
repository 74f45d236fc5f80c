package dev.lanyard.spi.vault;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Under what a secret is kept.
 *
 * @param kind what it is, for example {@code password}: lower-case letters, digits and hyphens
 * @param owner what it opens, not blank: the {@linkplain dev.lanyard.spi.model.ResourceId#text() key} of a resource, or
 *     {@code operation/ID} while the operation is under way that makes the resource
 */
public record VaultKey(String kind, String owner) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*");

    /** Refuses a malformed kind and a blank owner. */
    public VaultKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(owner, "owner");
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "the kind of a secret must be lower-case letters, digits and hyphens: '" + kind + "'");
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("a secret needs an owner; its kind is " + kind);
        }
    }

    /**
     * Writes this key as text.
     *
     * @return for example {@code password/user/4f0c}
     */
    public String text() {
        return kind + "/" + owner;
    }
}
