package dev.lanyard.entra.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads which application permissions an access token carries: its {@code roles} claim.
 *
 * <p>Microsoft says that a client should treat its tokens as opaque, so nothing but {@code check()} relies on this, and
 * it works without.
 */
final class TokenRoles {

    private TokenRoles() {}

    /** The roles, none if the token grants none; empty if the token cannot be read. */
    static Optional<Set<String>> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Set<String> roles = new TreeSet<>();
        try (JsonParser claims =
                Json.FACTORY.createParser(Base64.getUrlDecoder().decode(parts[1]))) {
            claims.nextToken();
            while (claims.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = "roles".equals(claims.currentName());
                if (claims.nextToken() == JsonToken.START_ARRAY && wanted) {
                    while (claims.nextToken() == JsonToken.VALUE_STRING) {
                        roles.add(claims.getText());
                    }
                } else {
                    claims.skipChildren();
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        return Optional.of(roles);
    }
}
