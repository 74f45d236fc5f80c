package dev.lanyard.entra.provision.credentials;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An app registration or service principal, as a read shows it.
 *
 * @param id its object id
 * @param collection the part of paths below which Graph has it
 * @param name its display name, or its id
 * @param appId the application that it stands for
 * @param managedIdentity whether Azure keeps its credentials
 * @param secrets the display names of its secrets by their key ids; empty text for none
 * @param certificates the key ids of its certificates
 */
record SecretOwner(
        String id,
        String collection,
        String name,
        String appId,
        boolean managedIdentity,
        Map<String, String> secrets,
        Set<String> certificates) {

    private static final String APPLICATIONS = "/applications";
    private static final String PRINCIPALS = "/servicePrincipals";
    private static final String SECRETS = "passwordCredentials";
    private static final String CERTIFICATES = "keyCredentials";
    private static final String KEY_ID = "keyId";
    private static final String TYPE = "servicePrincipalType";
    private static final String SELECTED = "id,displayName,appId," + SECRETS + "," + CERTIFICATES;

    private static final PropertyTable CREDENTIAL = PropertyTable.builder()
            .add(ValueReaders.TEXT, KEY_ID, "displayName")
            .build();

    private static final PageReader READER = new PageReader(
            "applications",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "displayName", "appId", TYPE)
                    .add(ValueReaders.listOf(ValueReaders.structureOf(CREDENTIAL)), SECRETS, CERTIFICATES)
                    .build(),
            Set.of());

    /**
     * Finds an owner, past the cache.
     *
     * @param type of the resource whose secret is meant; the owner of a {@code credential} can be either
     * @return what a read shows, or empty if there is none of this id
     */
    static Optional<SecretOwner> find(GraphDoor door, String type, String id) {
        List<String> collections = new ArrayList<>();
        if (!type.equals(EntraTypes.SERVICE_PRINCIPAL)) {
            collections.add(APPLICATIONS);
        }
        if (!type.equals(EntraTypes.APPLICATION)) {
            collections.add(PRINCIPALS);
        }
        List<BatchReply> replies = door.batch(
                collections.stream().map(each -> request(door, each, id)).toList());
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).status() != 404) {
                return Optional.of(read(collections.get(i), replies.get(i)));
            }
        }
        return Optional.empty();
    }

    private static RequestInformation request(GraphDoor door, String collection, String id) {
        String selected = collection.equals(PRINCIPALS) ? SELECTED + "," + TYPE : SELECTED;
        return door.requests().get(GraphPath.of(collection + "/{}?$select=" + selected, id));
    }

    /** Asks for this owner again. */
    RequestInformation request(GraphDoor door) {
        return request(door, collection, id);
    }

    /** This owner as it is by now. */
    SecretOwner reread(GraphDoor door) {
        return reread(door.batch(List.of(request(door))).get(0));
    }

    /** This owner as an answer to {@link #request} shows it. */
    SecretOwner reread(BatchReply reply) {
        return read(collection, reply);
    }

    private static SecretOwner read(String collection, BatchReply reply) {
        return Facts.one(READER, reply.bodyOrThrow(), row -> of(collection, row));
    }

    private static SecretOwner of(String collection, Row row) {
        String name = row.text("displayName");
        return new SecretOwner(
                row.text("id"),
                collection,
                name.isBlank() ? row.text("id") : name,
                row.text("appId"),
                row.text(TYPE).equals("ManagedIdentity"),
                names(row.structures(SECRETS)),
                names(row.structures(CERTIFICATES)).keySet());
    }

    private static Map<String, String> names(List<Attributes> credentials) {
        Map<String, String> names = new HashMap<>();
        for (Attributes credential : credentials) {
            credential
                    .text(KEY_ID)
                    .ifPresent(id -> names.put(
                            id.toLowerCase(Locale.ROOT),
                            credential.text("displayName").orElse("")));
        }
        return names;
    }

    /** The key ids of the secrets that have a name, in a fixed order. */
    List<String> secretsNamed(String displayName) {
        return secrets.entrySet().stream()
                .filter(each -> each.getValue().equals(displayName))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.toList());
    }

    /** The id by which the credentials stream tells of one of its secrets. */
    ResourceId credential(String keyId) {
        return new ResourceId(EntraTypes.CREDENTIAL, id + "." + keyId);
    }

    /** What it is called in sentences. */
    String shown() {
        return (collection.equals(APPLICATIONS) ? "the app registration '" : "the service principal '") + name + "'";
    }
}
