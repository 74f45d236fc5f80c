package dev.lanyard.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An answer before it is sent.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body the whole body; empty if there is none, or if it is streamed
 * @param stream opens the body of a streamed answer
 * @param delivery what happens to it on the way
 * @param delayMillis how long it is held back
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
public record Answer(
        int status,
        Map<String, String> headers,
        byte[] body,
        Supplier<InputStream> stream,
        Delivery delivery,
        int delayMillis) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What happens to an answer on the way. */
    public enum Delivery {
        /** It arrives. */
        WHOLE,
        /** It arrives, written while it is sent: for what is too large to be held at once. */
        STREAMED,
        /** The connection is closed before anything is sent. */
        NONE,
        /** The connection is closed in the middle of the body. */
        HALF
    }

    /** A JSON answer. */
    public static Answer json(int status, byte[] body) {
        return of(status, "application/json", body);
    }

    /** A JSON answer, written from maps and lists or from a tree. */
    public static Answer jsonOf(int status, Object body) {
        try {
            return json(status, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer must be writable as JSON", impossible);
        }
    }

    /** An answer of this type. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(
                status, Map.of("Content-Type", contentType), body, InputStream::nullInputStream, Delivery.WHOLE, 0);
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0], InputStream::nullInputStream, Delivery.WHOLE, 0);
    }

    /** An answer that is written while it is sent. */
    public static Answer streamed(String contentType, Supplier<InputStream> stream) {
        return new Answer(200, Map.of("Content-Type", contentType), new byte[0], stream, Delivery.STREAMED, 0);
    }

    /** This answer with one more header. */
    public Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, stream, delivery, delayMillis);
    }

    /** This answer with another body. */
    public Answer withBody(byte[] otherBody) {
        return new Answer(status, headers, otherBody, stream, delivery, delayMillis);
    }

    /** This answer with another status. */
    public Answer withStatus(int otherStatus) {
        return new Answer(otherStatus, headers, body, stream, delivery, delayMillis);
    }

    /** This answer, but delivered like this. */
    public Answer delivered(Delivery otherDelivery) {
        return new Answer(status, headers, body, stream, otherDelivery, delayMillis);
    }

    /** This answer, held back. */
    public Answer delayed(int millis) {
        return new Answer(status, headers, body, stream, delivery, millis);
    }
}
