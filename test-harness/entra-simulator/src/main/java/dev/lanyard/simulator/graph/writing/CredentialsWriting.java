package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds and removes secrets and certificates of applications; a secret is told once and kept nowhere. */
final class CredentialsWriting {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRETS = "passwordCredentials";
    private static final String KEYS = "keyCredentials";
    private static final Duration USUAL_LIFE = Duration.ofDays(730);
    private static final int HINT = 3;

    private final ObjectType type;
    private final SecureRandom random = new SecureRandom();

    /** Of app registrations or of service principals. */
    CredentialsWriting(ObjectType type) {
        this.type = type;
    }

    Answer addPassword(WriteCall call) {
        JsonNode wanted = call.body().path("passwordCredential");
        DirectoryObject owner = call.object(type, call.id());
        Instant start =
                moment(wanted, "startDateTime", Instant.parse(call.tenant().now()));
        Instant end = moment(wanted, "endDateTime", start.plus(USUAL_LIFE));
        if (!end.isAfter(start)) {
            throw GraphException.badRequest("The endDateTime of a credential must be after its startDateTime.");
        }
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ObjectNode kept = JSON.createObjectNode();
        kept.putNull("customKeyIdentifier");
        kept.put("displayName", wanted.path("displayName").asText(null));
        kept.put("endDateTime", end.toString());
        kept.put("hint", secret.substring(0, HINT));
        kept.put("keyId", call.tenant().newId());
        kept.putNull("secretText");
        kept.put("startDateTime", start.toString());
        store(call, owner, SECRETS, list(owner, SECRETS).add(kept), "Add");
        return told(call, "passwordCredential", kept.deepCopy().put("secretText", secret));
    }

    Answer removePassword(WriteCall call) {
        String keyId = call.body().path("keyId").asText();
        DirectoryObject owner = call.object(type, call.id());
        ArrayNode secrets = list(owner, SECRETS);
        boolean found = false;
        for (int index = secrets.size() - 1; index >= 0; index--) {
            if (secrets.get(index).path("keyId").asText().equalsIgnoreCase(keyId)) {
                secrets.remove(index);
                found = true;
            }
        }
        if (!found) {
            throw GraphException.badRequest("No password credential found with keyId.");
        }
        store(call, owner, SECRETS, secrets, "Remove");
        return WriteCall.done();
    }

    /** Adds a certificate; only for who can prove to hold one that is already there. */
    Answer addKey(WriteCall call) {
        JsonNode body = call.body();
        JsonNode wanted = body.path("keyCredential");
        DirectoryObject owner = call.object(type, call.id());
        if (!Set.of("AsymmetricX509Cert", "X509CertAndPassword")
                        .contains(wanted.path("type").asText())
                || !Set.of("Verify", "Sign").contains(wanted.path("usage").asText())
                || wanted.path("key").asText().isEmpty()) {
            throw GraphException.badRequest("One or more properties of the keyCredential are not valid.");
        }
        if (body.path("proof").asText().split("\\.", -1).length != 3 || !hasValidKey(call, owner)) {
            throw new GraphException(
                    401, "Authentication_MissingOrMalformed", "Access Token missing or malformed: the proof.");
        }
        ObjectNode kept = JSON.createObjectNode();
        kept.put("customKeyIdentifier", (String) null);
        kept.put("displayName", wanted.path("displayName").asText(null));
        kept.put(
                "endDateTime",
                moment(wanted, "endDateTime", now(call).plus(USUAL_LIFE)).toString());
        kept.putNull("key");
        kept.put("keyId", call.tenant().newId());
        kept.put("startDateTime", moment(wanted, "startDateTime", now(call)).toString());
        kept.put("type", wanted.path("type").asText());
        kept.put("usage", wanted.path("usage").asText());
        store(call, owner, KEYS, list(owner, KEYS).add(kept), "Add");
        return told(call, "keyCredential", kept);
    }

    private boolean hasValidKey(WriteCall call, DirectoryObject owner) {
        for (JsonNode key : list(owner, KEYS)) {
            if (moment(key, "endDateTime", Instant.MIN).isAfter(now(call))) {
                return true;
            }
        }
        return false;
    }

    private void store(WriteCall call, DirectoryObject owner, String property, ArrayNode credentials, String verb) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(property, credentials.isEmpty() ? null : credentials);
        call.tenant().change(edit -> {
            if (type == ObjectType.SERVICE_PRINCIPAL) {
                edit.update(owner.id(), values, verb + " service principal credentials");
            } else {
                edit.update(owner.id(), values);
            }
        });
    }

    private static Answer told(WriteCall call, String typeName, ObjectNode credential) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("@odata.context", call.links().context("microsoft.graph." + typeName));
        credential.properties().forEach(member -> answer.put(member.getKey(), member.getValue()));
        return Answer.jsonOf(200, answer);
    }

    private ArrayNode list(DirectoryObject owner, String property) {
        JsonNode value = owner.value(type.properties().get(property));
        return value.isArray() ? value.deepCopy() : JSON.createArrayNode();
    }

    private static Instant now(WriteCall call) {
        return Instant.parse(call.tenant().now());
    }

    private static Instant moment(JsonNode object, String name, Instant otherwise) {
        JsonNode text = object.path(name);
        if (!text.isTextual()) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text.asText()).toInstant();
        } catch (DateTimeParseException malformed) {
            throw GraphException.unknown(
                    "Cannot convert the literal '" + text.asText() + "' to the expected type 'Edm.DateTimeOffset'.");
        }
    }
}
