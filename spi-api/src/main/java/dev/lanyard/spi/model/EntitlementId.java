package dev.lanyard.spi.model;

import java.util.Objects;

/**
 * The identity of an entitlement.
 *
 * @param resource the resource on which it can be had
 * @param slug what it is, unique on the resource, for example {@code member}: lower-case letters, digits and hyphens
 */
public record EntitlementId(ResourceId resource, String slug) implements RecordKey {

    /** Refuses null and a malformed slug. */
    public EntitlementId {
        Objects.requireNonNull(resource, "resource");
        KeyText.requireSlug(slug, "entitlement slug");
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @param text for example {@code group/4f0c#member}
     * @return the id
     * @throws IllegalArgumentException if the text has another form
     */
    public static EntitlementId parse(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("an entitlement is written TYPE/ID#SLUG, not '" + text + "'");
        }
        return new EntitlementId(ResourceId.parse(text.substring(0, hash)), text.substring(hash + 1));
    }

    @Override
    public String text() {
        return resource.text() + "#" + slug;
    }
}
