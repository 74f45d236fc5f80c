package dev.lanyard.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param method in upper case
 * @param rawPath the path as sent, still encoded
 * @param rawQuery what follows the question mark, still encoded; null if nothing
 * @param headers by lower-case name
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // calls are never compared
public record Call(String method, String rawPath, @Nullable String rawQuery, Map<String, String> headers, byte[] body) {

    /** The call of this address, which may have a query. */
    public static Call of(String method, String address, Map<String, String> headers, byte[] body) {
        int question = address.indexOf('?');
        return question < 0
                ? new Call(method, address, null, headers, body)
                : new Call(method, address.substring(0, question), address.substring(question + 1), headers, body);
    }

    /** The header of this name, or null. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The path, decoded; a plus sign stays one. */
    public String path() {
        try {
            return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return rawPath;
        }
    }

    /** Path and query as sent. */
    public String address() {
        return rawQuery == null ? rawPath : rawPath + "?" + rawQuery;
    }
}
