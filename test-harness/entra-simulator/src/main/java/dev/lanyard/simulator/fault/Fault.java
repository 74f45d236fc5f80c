package dev.lanyard.simulator.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on an endpoint.
 *
 * @param endpoint such as {@code GET /users}, {@code POST /login}, or {@code *} for every Graph endpoint and the login
 * @param kind what goes wrong
 * @param status the HTTP status, for {@link Kind#STATUS}; 503 if null
 * @param code Graph's error code, for {@link Kind#STATUS}; a fitting one if null
 * @param retryAfterSeconds the {@code Retry-After} header, for {@link Kind#STATUS} and {@link Kind#THROTTLE}; none if
 *     null
 * @param delayMillis how long to wait, for {@link Kind#DELAY}
 * @param location where to, for {@link Kind#REDIRECT} and {@link Kind#FOREIGN_NEXT_LINK}
 * @param probability the share of matching calls that it hits, above 0 up to 1; every call if null
 * @param count how many calls it hits before it is spent; without end if null
 * @param skip how many matching calls pass first; none if null
 */
public record Fault(
        String endpoint,
        Kind kind,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable Integer retryAfterSeconds,
        @Nullable Integer delayMillis,
        @Nullable String location,
        @Nullable Double probability,
        @Nullable Integer count,
        @Nullable Integer skip) {

    /** What can go wrong. */
    public enum Kind {
        /** Answers a status with an error body. */
        @JsonProperty("status")
        STATUS,
        /** Answers 429 as Graph does. */
        @JsonProperty("throttle")
        THROTTLE,
        /** Answers late. */
        @JsonProperty("delay")
        DELAY,
        /** Closes the connection without an answer, before anything is changed. */
        @JsonProperty("drop")
        DROP,
        /** Makes the change, and then closes the connection without an answer: the client cannot know. */
        @JsonProperty("dropAfter")
        DROP_AFTER,
        /** Closes the connection in the middle of the body. */
        @JsonProperty("truncate")
        TRUNCATE,
        /** Sends half of the JSON as if it were all. */
        @JsonProperty("malformed")
        MALFORMED,
        /** Sends a web page instead of JSON. */
        @JsonProperty("contentType")
        CONTENT_TYPE,
        /** Redirects to {@link Fault#location()}. */
        @JsonProperty("redirect")
        REDIRECT,
        /** Lets links to the next page point to the host of {@link Fault#location()}. */
        @JsonProperty("foreignNextLink")
        FOREIGN_NEXT_LINK,
        /** Puts an empty page before the one asked for. */
        @JsonProperty("emptyPage")
        EMPTY_PAGE
    }

    /** Checks that the fault makes sense. */
    public Fault {
        if ((Object) endpoint == null || endpoint.isBlank() || (Object) kind == null) {
            throw new IllegalArgumentException("a fault needs an endpoint (* for all) and a kind");
        }
        if (probability != null && !(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1");
        }
        if (status != null && (status < 300 || status > 599)) {
            throw new IllegalArgumentException("status must be between 300 and 599");
        }
        for (Integer number : Arrays.asList(retryAfterSeconds, delayMillis, count, skip)) {
            if (number != null && number < 0) {
                throw new IllegalArgumentException(
                        "retryAfterSeconds, delayMillis, count and skip must not be negative");
            }
        }
        if ((kind == Kind.REDIRECT || kind == Kind.FOREIGN_NEXT_LINK) && location == null) {
            throw new IllegalArgumentException("redirect and foreignNextLink need a location");
        }
        if (kind == Kind.DELAY && delayMillis == null) {
            throw new IllegalArgumentException("delay needs delayMillis");
        }
    }

    /** A fault of this kind that hits every call of the endpoint. */
    public static Fault of(String endpoint, Kind kind) {
        return new Fault(endpoint, kind, null, null, null, null, null, null, null, null);
    }

    /** Answers this status. */
    public static Fault status(String endpoint, int status) {
        return new Fault(endpoint, Kind.STATUS, status, null, null, null, null, null, null, null);
    }

    /** Answers 429 and says when to come back. */
    public static Fault throttle(String endpoint, int retryAfterSeconds) {
        return new Fault(endpoint, Kind.THROTTLE, null, null, retryAfterSeconds, null, null, null, null, null);
    }

    /** Answers late. */
    public static Fault delay(String endpoint, int millis) {
        return new Fault(endpoint, Kind.DELAY, null, null, null, millis, null, null, null, null);
    }

    /** Points elsewhere: a {@link Kind#REDIRECT} or {@link Kind#FOREIGN_NEXT_LINK}. */
    public static Fault elsewhere(String endpoint, Kind kind, String location) {
        return new Fault(endpoint, kind, null, null, null, null, location, null, null, null);
    }

    /** This fault, spent after so many hits. */
    public Fault times(int hits) {
        return new Fault(
                endpoint, kind, status, code, retryAfterSeconds, delayMillis, location, probability, hits, skip);
    }

    /** This fault, hitting only this share of calls. */
    public Fault withProbability(double share) {
        return new Fault(endpoint, kind, status, code, retryAfterSeconds, delayMillis, location, share, count, skip);
    }

    /** This fault, letting so many calls pass first. */
    public Fault after(int calls) {
        return new Fault(
                endpoint, kind, status, code, retryAfterSeconds, delayMillis, location, probability, count, calls);
    }

    boolean matches(String calledEndpoint) {
        return List.of("*", calledEndpoint).contains(endpoint);
    }
}
