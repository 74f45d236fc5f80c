package dev.lanyard.spi.model;

/**
 * The identity of a resource.
 *
 * @param type the id of a resource type that the descriptor lists, for example {@code user}: lower-case letters, digits
 *     and hyphens
 * @param id the system's own unchanging id for it, not blank
 */
public record ResourceId(String type, String id) implements RecordKey {

    /** Refuses a malformed type and a blank id. */
    public ResourceId {
        KeyText.requireSlug(type, "resource type");
        if (id.isBlank()) {
            throw new IllegalArgumentException("a resource id must not be blank; its type is " + type);
        }
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @param text for example {@code user/4f0c}
     * @return the id
     * @throws IllegalArgumentException if the text has another form
     */
    public static ResourceId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a resource is written TYPE/ID, not '" + text + "'");
        }
        return new ResourceId(text.substring(0, slash), KeyText.unescape(text.substring(slash + 1)));
    }

    @Override
    public String text() {
        return type + "/" + KeyText.escape(id);
    }
}
