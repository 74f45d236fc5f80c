package dev.lanyard.host.cli.answers;

import dev.lanyard.host.HostException;
import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.RecordFinder;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.spi.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out which records a person means, and asks back where it could be several. */
public final class Subjects {

    private static final int SHOWN = 20;

    private Subjects() {}

    /**
     * Finds the entitlements that a text means: all of a resource, or the one after a {@code #}.
     *
     * @param find the records
     * @param text a key, a display name, or either of them with a slug
     * @return the entitlements, by key
     * @throws HostException if nothing is meant, or more than one resource
     */
    public static List<Named> entitlements(RecordFinder find, String text) {
        Optional<StoredResource> whole = resource(find, text);
        int hash = text.lastIndexOf('#');
        if (whole.isPresent() || hash < 0) {
            return find.entitlementsOf(whole.orElseThrow(() -> unknown(text)).key());
        }
        String before = text.substring(0, hash);
        String slug = text.substring(hash + 1);
        // A principal that no stream reads has no resource, but may well have entitlements.
        ResourceId key = resource(find, before)
                .map(StoredResource::key)
                .or(() -> parse(before))
                .orElseThrow(() -> unknown(text));
        List<Named> all = find.entitlementsOf(key);
        List<Named> meant =
                all.stream().filter(each -> each.key().endsWith("#" + slug)).toList();
        if (meant.isEmpty()) {
            throw new HostException(
                    "the store holds nothing of " + text,
                    all.isEmpty()
                            ? "check the spelling"
                            : "use one of " + all.stream().map(Named::key).collect(Collectors.joining(", ")));
        }
        return meant;
    }

    /**
     * Takes the only one.
     *
     * @param found what a text was found to mean
     * @param text the text
     * @return the one
     * @throws HostException if there is none or more than one; it lists them
     */
    public static StoredResource one(List<StoredResource> found, String text) {
        if (found.isEmpty()) {
            throw unknown(text);
        }
        if (found.size() > 1) {
            String candidates = found.stream()
                    .limit(SHOWN)
                    .map(each -> each.key().text() + " (" + each.displayName() + ")")
                    .collect(Collectors.joining(", "));
            throw new HostException(
                    found.size() + " resources are named '" + text + "'",
                    "use the key of one: " + candidates + (found.size() > SHOWN ? ", …" : ""));
        }
        return found.get(0);
    }

    private static Optional<StoredResource> resource(RecordFinder find, String text) {
        Optional<StoredResource> byKey = parse(text).flatMap(find::resource);
        if (byKey.isPresent()) {
            return byKey;
        }
        List<StoredResource> named = find.named(text);
        return named.isEmpty() ? Optional.empty() : Optional.of(one(named, text));
    }

    /**
     * Reads a key.
     *
     * @param text what may be one
     * @return the key, or empty if the text is none
     */
    public static Optional<ResourceId> parse(String text) {
        try {
            return Optional.of(ResourceId.parse(text));
        } catch (IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    private static HostException unknown(String text) {
        return new HostException(
                "the store holds nothing named '" + text + "'",
                "check the spelling, use a key as in 'lanyard export', or sync again");
    }
}
