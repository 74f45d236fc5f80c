package dev.lanyard.host.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds records by what a person knows of them. Upper and lower case are the same in names. Quick in a store of any
 * size. For the thread of the reader that it comes from.
 */
public final class RecordFinder {

    private static final JsonFactory JSON = new JsonFactory();

    private static final String RESOURCE =
            "SELECT own.text AS key, display_name, status, traits, above.text AS parent, attributes"
                    + " FROM resource JOIN record_key own ON own.id = resource.key"
                    + " LEFT JOIN record_key above ON above.id = resource.parent";

    private final Path file;
    private final Connection connection;
    private final long generation;

    RecordFinder(Path file, Connection connection, long generation) {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
    }

    /**
     * Finds a resource by its key.
     *
     * @param key its identity
     * @return the resource, or empty if the store does not hold it
     */
    public Optional<StoredResource> resource(ResourceId key) {
        return attempt(() -> Sql.first(
                connection,
                RESOURCE + " WHERE resource.generation = ? AND own.text = ?",
                StoredRows::resource,
                generation,
                key.text()));
    }

    /**
     * Finds resources by display name or, for what signs in, by a login or address among its attributes.
     *
     * @param name the name
     * @return the resources of that name, in the order of their keys
     */
    public List<StoredResource> named(String name) {
        String folded = LookupNames.fold(name);
        return attempt(() -> Sql.list(
                        connection,
                        RESOURCE + " JOIN resource_name ON resource_name.generation = resource.generation"
                                + " AND resource_name.key = resource.key"
                                + " WHERE resource_name.generation = ? AND resource_name.name = ? ORDER BY own.text",
                        StoredRows::resource,
                        generation,
                        folded))
                .stream()
                .filter(found -> isNamed(found, folded))
                .toList();
    }

    /**
     * Finds what signs in by key, id, display name, login or address.
     *
     * @param text one of these
     * @return every account and workload identity that it may mean
     */
    public List<StoredResource> accounts(String text) {
        Map<ResourceId, StoredResource> found = new LinkedHashMap<>();
        keys(text).forEach(key -> resource(key).ifPresent(resource -> found.put(resource.key(), resource)));
        named(text).forEach(resource -> found.put(resource.key(), resource));
        return found.values().stream().filter(RecordFinder::signsIn).toList();
    }

    /**
     * Lists what can be had on a resource, also what is had without being described.
     *
     * @param resource its identity
     * @return the entitlements in the order of their keys
     */
    public List<Named> entitlementsOf(ResourceId resource) {
        return attempt(() -> Sql.list(
                connection,
                "SELECT text, coalesce(display_name, text) FROM record_key"
                        + " LEFT JOIN entitlement ON entitlement.generation = ?1 AND entitlement.key = record_key.id"
                        + " WHERE text > ?2 AND text < ?3 AND (display_name IS NOT NULL OR EXISTS"
                        + " (SELECT 1 FROM grant WHERE grant.generation = ?1 AND grant.entitlement = record_key.id))"
                        + " ORDER BY text",
                row -> new Named(row.getString(1), row.getString(2)),
                generation,
                resource.text() + "#",
                resource.text() + "$"));
    }

    /**
     * Finds an entitlement.
     *
     * @param key its identity
     * @return the entitlement, or empty if the store knows nothing of it
     */
    public Optional<Named> entitlement(EntitlementId key) {
        return entitlementsOf(key.resource()).stream()
                .filter(entitlement -> entitlement.key().equals(key.text()))
                .findFirst();
    }

    private List<ResourceId> keys(String text) {
        List<ResourceId> keys = new ArrayList<>();
        if (text.indexOf('/') > 0) {
            try {
                keys.add(ResourceId.parse(text));
            } catch (IllegalArgumentException noKey) {
                // Then it is an id or a name with a slash in it.
            }
        }
        if (!text.isBlank()) {
            types().forEach(type -> keys.add(new ResourceId(type, text)));
        }
        return keys;
    }

    /** The resource types that occur, each found by one step into the sorted keys. */
    private List<String> types() {
        return attempt(() -> {
            List<String> types = new ArrayList<>();
            Optional<String> key = Optional.of("");
            while (key.isPresent()) {
                key = Sql.first(
                        connection,
                        "SELECT text FROM record_key WHERE text > ? ORDER BY text LIMIT 1",
                        row -> row.getString(1),
                        // '0' follows '/': no key of the last type is greater.
                        types.isEmpty() ? "" : types.get(types.size() - 1) + "0");
                key.ifPresent(text -> types.add(text.substring(0, text.indexOf('/'))));
            }
            return types;
        });
    }

    private static boolean signsIn(StoredResource resource) {
        return resource.traits().contains(Trait.ACCOUNT.name())
                || resource.traits().contains(Trait.WORKLOAD_IDENTITY.name());
    }

    /** Names are not taken out of the index when a resource is renamed or removed: what it finds is looked at again. */
    private static boolean isNamed(StoredResource resource, String folded) {
        if (LookupNames.fold(resource.displayName()).equals(folded)) {
            return true;
        }
        try (JsonParser json = JSON.createParser(resource.attributes())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING
                        && LookupNames.isLogin(name, json.getText())
                        && LookupNames.fold(json.getText()).equals(folded)) {
                    return true;
                }
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T attempt(Attempt<T> question) {
        return Attempt.of(file, question);
    }
}
