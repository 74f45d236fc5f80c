package dev.lanyard.entra.graph;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.provision.PlannedCall;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call that changes something in Graph.
 *
 * <p>Its body is written here and not by the SDK's models: those leave out what is null, and null is how Graph is told
 * to take a value away; and a dry run shows the very text that would be sent.
 *
 * @param method how
 * @param path below the version, ids encoded, for example {@code /groups/4f0c/members/$ref}
 * @param body what is sent, or empty for nothing
 * @param headers further headers
 * @param repeating what to do when the answer is lost
 */
public record GraphWrite(
        HttpMethod method, String path, Optional<JsonBody> body, Map<String, String> headers, Repeating repeating) {

    /** What to do when an answer is lost, so that the call may have been carried out. */
    public enum Repeating {
        /** Send it again: doing it twice is the same as doing it once, or is refused. */
        HARMLESS,
        /** Do not: a second call could act a second time. The caller has to find out what is so. */
        HARMFUL
    }

    /** Keeps a copy of the headers. */
    public GraphWrite {
        headers = Map.copyOf(headers);
    }

    /**
     * A call that may be repeated.
     *
     * @param method how
     * @param path below the version, ids encoded
     * @param body what is sent
     * @return the call
     */
    public static GraphWrite of(HttpMethod method, String path, JsonBody body) {
        return new GraphWrite(method, path, Optional.of(body), Map.of(), Repeating.HARMLESS);
    }

    /**
     * A deletion.
     *
     * @param path below the version, ids encoded
     * @return the call
     */
    public static GraphWrite delete(String path) {
        return new GraphWrite(HttpMethod.DELETE, path, Optional.empty(), Map.of(), Repeating.HARMLESS);
    }

    /**
     * The same call with another header.
     *
     * @param name the header's name
     * @param value its value
     * @return the call
     */
    public GraphWrite with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new GraphWrite(method, path, body, more, repeating);
    }

    /**
     * The same call, which must not be repeated when its answer is lost.
     *
     * @return the call
     */
    public GraphWrite once() {
        return new GraphWrite(method, path, body, headers, Repeating.HARMFUL);
    }

    /**
     * Shows it to a person.
     *
     * @return the call, without secrets
     */
    public PlannedCall planned() {
        return new PlannedCall(
                "graph", method.name(), path, body.map(JsonBody::shown).orElse(""));
    }

    RequestInformation request(String graphBase) {
        RequestInformation request = new RequestInformation();
        request.httpMethod = method;
        request.setUri(URI.create(graphBase + path));
        request.headers.add("Accept", "application/json");
        headers.forEach(request.headers::add);
        body.ifPresent(json -> request.setStreamContent(new ByteArrayInputStream(json.bytes()), "application/json"));
        return request;
    }
}
