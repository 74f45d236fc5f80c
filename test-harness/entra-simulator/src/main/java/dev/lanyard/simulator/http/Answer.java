package dev.lanyard.simulator.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer before it is sent.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body the whole body; empty if there is none
 * @param delivery what happens to it on the way
 * @param delayMillis how long it is held back
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
public record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery, int delayMillis) {

    /** What happens to an answer on the way. */
    public enum Delivery {
        /** It arrives. */
        WHOLE,
        /** The connection is closed before anything is sent. */
        NONE,
        /** The connection is closed in the middle of the body. */
        HALF
    }

    /** A JSON answer. */
    public static Answer json(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body, Delivery.WHOLE, 0);
    }

    /** This answer with one more header. */
    public Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delivery, delayMillis);
    }

    /** This answer with another body. */
    public Answer withBody(byte[] otherBody) {
        return new Answer(status, headers, otherBody, delivery, delayMillis);
    }

    /** This answer, but delivered like this. */
    public Answer delivered(Delivery otherDelivery) {
        return new Answer(status, headers, body, otherDelivery, delayMillis);
    }

    /** This answer, held back. */
    public Answer delayed(int millis) {
        return new Answer(status, headers, body, delivery, millis);
    }
}
