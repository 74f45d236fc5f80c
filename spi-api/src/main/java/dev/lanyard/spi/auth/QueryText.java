package dev.lanyard.spi.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads the query of an address. */
final class QueryText {

    private QueryText() {}

    /** The parameters by name; one that comes twice, which OAuth forbids, spoils it all. */
    static Map<String, String> parse(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decoded(pair.substring(0, equals));
                if (parameters.put(name, decoded(pair.substring(equals + 1))) != null) {
                    throw AuthorizationRequest.invalid("the answer to the sign-in holds a parameter twice");
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw AuthorizationRequest.invalid("the answer to the sign-in cannot be read");
        }
    }
}
