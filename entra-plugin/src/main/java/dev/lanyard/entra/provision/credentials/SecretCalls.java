package dev.lanyard.entra.provision.credentials;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.GraphWriter;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.config.Secret;
import java.util.Optional;
import java.util.Set;

/** Adds and removes the secrets of one owner. */
final class SecretCalls {

    private static final PageReader READER = new PageReader(
            "secrets",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "keyId", "secretText")
                    .build(),
            Set.of());

    private final GraphWriter writer;
    private final SecretOwner owner;

    SecretCalls(GraphWriter writer, SecretOwner owner) {
        this.writer = writer;
        this.owner = owner;
    }

    /**
     * A secret that Graph has just made.
     *
     * @param keyId by which it can be removed
     * @param text what Graph tells only now
     */
    record Made(String keyId, Secret text) {}

    /** Adds a secret; never repeated, for every call adds another. */
    WriteReply add(String displayName) {
        JsonBody credential = new JsonBody().put("displayName", displayName);
        return writer.write(GraphWrite.of(
                        HttpMethod.POST,
                        GraphPath.of(owner.collection() + "/{}/addPassword", owner.id()),
                        new JsonBody().put("passwordCredential", credential))
                .once());
    }

    /** The secret in an answer, or empty if the answer did not arrive whole. */
    static Optional<Made> made(WriteReply reply) {
        if (!reply.succeeded() || reply.body().length == 0) {
            return Optional.empty();
        }
        return Facts.one(READER, reply.body(), row -> {
            // In a dry run there is only an id.
            boolean dry = row.text("id").equals(GraphPath.NEW_ID);
            return Optional.of(new Made(dry ? GraphPath.NEW_ID : row.text("keyId"), Secret.of(row.text("secretText"))))
                    .filter(made -> !made.keyId().isEmpty());
        });
    }

    /** Removes a secret. */
    WriteReply remove(String keyId) {
        return writer.write(GraphWrite.of(
                HttpMethod.POST,
                GraphPath.of(owner.collection() + "/{}/removePassword", owner.id()),
                new JsonBody().put("keyId", keyId)));
    }

    /** Whether a secret is gone after an attempt to remove it. */
    static boolean isGone(WriteReply reply) {
        return reply.succeeded() || reply.says("No password credential found");
    }
}
