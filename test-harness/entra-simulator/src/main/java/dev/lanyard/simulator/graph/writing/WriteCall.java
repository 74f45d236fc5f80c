package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.ObjectIds;
import dev.lanyard.simulator.graph.reading.ObjectWriter;
import dev.lanyard.simulator.graph.reading.Selection;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that changes something: its body, what it names, and the answers to it.
 *
 * <p>What it names is found only once reads see it, since a write may reach a replica that has not heard of a new
 * object; whether a change conflicts with something is decided by the truth.
 *
 * @param request the call
 * @param tenant what it changes
 * @param links writes addresses
 */
record WriteCall(GraphRequest request, Tenant tenant, Links links) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The tenant as it is, whatever reads see. */
    Directory truth() {
        return tenant.current();
    }

    /** What stands in the place of the first {@code {id}}. */
    String id() {
        return request.id();
    }

    /** What stands in the place of the second {@code {id}}. */
    String secondId() {
        return request.ids().get(1);
    }

    /** Refuses the call unless one of these permissions is in the token. */
    void require(Set<String> permissions) {
        request.access().require(permissions);
    }

    boolean has(Set<String> permissions) {
        return request.access().hasOneOf(permissions);
    }

    /** The body, which must be a JSON object. */
    JsonNode body() {
        request.query().allowOnly();
        String type = request.call().header("Content-Type");
        if (type == null) {
            throw GraphException.unknown(
                    "Write requests (excluding DELETE) must contain the Content-Type header declaration.");
        }
        if (!type.startsWith("application/json")) {
            throw GraphException.unknown("A supported MIME type could not be found for the content of the request.");
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.call().body());
        } catch (IOException malformed) {
            body = JSON.missingNode();
        }
        if (!body.isObject()) {
            throw GraphException.unknown("Unable to read JSON request payload. Please ensure Content-Type header is"
                    + " set and payload is of valid JSON format.");
        }
        return body;
    }

    /** The user of this id or user principal name. */
    DirectoryObject user(String id) {
        DirectoryObject seen = request.directory().object(request.directory().userSlot(id));
        return stillThere(seen, id);
    }

    /** The object of this type and id. */
    DirectoryObject object(ObjectType type, String id) {
        if (type == ObjectType.USER) {
            return user(id);
        }
        DirectoryObject seen = request.directory().object(ObjectIds.requireGuid(id));
        return stillThere(seen == null || seen.type() != type ? null : seen, id);
    }

    /** The directory object of this id, whatever it is. */
    DirectoryObject directoryObject(String id) {
        DirectoryObject seen = request.directory().object(ObjectIds.requireGuid(id));
        return stillThere(seen == null || !seen.type().isDirectoryObject() ? null : seen, id);
    }

    private DirectoryObject stillThere(@Nullable DirectoryObject seen, String id) {
        DirectoryObject now = seen == null ? null : truth().object(seen.id());
        if (now == null) {
            throw GraphException.notFound(id);
        }
        return now;
    }

    /** The object to which a body of {@code @odata.id} refers. */
    DirectoryObject referred() {
        JsonNode reference = body().path("@odata.id");
        if (!reference.isTextual()) {
            throw GraphException.badRequest("The request body must contain an @odata.id.");
        }
        return referred(reference.asText());
    }

    /** The object at this address, which must be one of this service. */
    DirectoryObject referred(String address) {
        String base = List.of(links.version(), "https://graph.microsoft.com/v1.0/").stream()
                .filter(address::startsWith)
                .findFirst()
                .orElseThrow(() -> GraphException.badRequest("Invalid URL format specified in payload."));
        String[] segments = address.substring(base.length()).split("/", -1);
        if (segments.length != 2 || segments[1].isEmpty()) {
            throw GraphException.badRequest("Invalid URL format specified in payload.");
        }
        return switch (segments[0]) {
            case "directoryObjects" -> directoryObject(segments[1]);
            case "users" -> user(segments[1]);
            case "groups" -> object(ObjectType.GROUP, segments[1]);
            case "servicePrincipals" -> object(ObjectType.SERVICE_PRINCIPAL, segments[1]);
            case "devices" -> object(ObjectType.DEVICE, segments[1]);
            default -> throw GraphException.badRequest("Invalid URL format specified in payload.");
        };
    }

    /** 204: it is done, and there is nothing to tell. */
    static Answer done() {
        return Answer.empty(204);
    }

    /** An object with the properties that Graph tells when nothing is selected. */
    Answer object(int status, String collection, String id) {
        DirectoryObject object = truth().object(id);
        if (object == null) {
            throw GraphException.notFound(id);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(2048);
        ObjectWriter writer = new ObjectWriter(truth(), request.access(), body);
        writer.open(object, Selection.of(object.type(), List.of(), false, request.access()), false);
        writer.close();
        String context = "{\"@odata.context\":\"" + links.context(collection + "/$entity") + "\",";
        String text = body.toString(StandardCharsets.UTF_8);
        return Answer.json(status, (context + text.substring(1)).getBytes(StandardCharsets.UTF_8));
    }
}
