package dev.lanyard.simulator.error;

import java.util.Map;

/** A request that Graph refuses, with the status, code and words that Graph uses. */
public final class GraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /** A refusal without headers of its own. */
    public GraphException(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    /** A refusal with headers of its own. */
    public GraphException(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** 400 for what is written wrongly. */
    public static GraphException badRequest(String message) {
        return new GraphException(400, "Request_BadRequest", message);
    }

    /** 400 for a property, segment or body that the service's model does not know. */
    public static GraphException unknown(String message) {
        return new GraphException(400, "BadRequest", message);
    }

    /** 400 for what is written well but not offered. */
    public static GraphException unsupportedQuery(String message) {
        return new GraphException(400, "Request_UnsupportedQuery", message);
    }

    /** 404 for an object that does not exist. */
    public static GraphException notFound(String id) {
        return new GraphException(
                404,
                "Request_ResourceNotFound",
                "Resource '" + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }

    /** 403 for a token without the permission. */
    public static GraphException denied() {
        return new GraphException(
                403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    /** 401 for a token that is missing, foreign or expired. */
    public static GraphException invalidToken(String message) {
        return new GraphException(401, "InvalidAuthenticationToken", message);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Graph's error code. */
    public String code() {
        return code;
    }

    /** Headers that belong to the refusal, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers;
    }
}
