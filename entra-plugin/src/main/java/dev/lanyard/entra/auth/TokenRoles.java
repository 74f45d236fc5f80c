package dev.lanyard.entra.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads which application permissions an access token carries: its {@code roles} claim.
 *
 * <p>Microsoft says that a client should treat its tokens as opaque, so nothing but {@code check()} relies on this, and
 * a token that cannot be read carries no permissions.
 */
final class TokenRoles {

    private static final JsonFactory JSON = new JsonFactory();

    private TokenRoles() {}

    static Set<String> of(String token) {
        String[] parts = token.split("\\.", -1);
        Set<String> roles = new TreeSet<>();
        if (parts.length < 2) {
            return roles;
        }
        try (JsonParser claims = JSON.createParser(Base64.getUrlDecoder().decode(parts[1]))) {
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
            return Set.of();
        }
        return roles;
    }
}
