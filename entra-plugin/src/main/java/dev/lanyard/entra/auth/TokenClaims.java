package dev.lanyard.entra.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a token says of itself, without judging it.
 *
 * <p>Microsoft says that a client should treat its access tokens as opaque, so nothing but {@code check()} and what is
 * shown after a sign-in relies on this, and both work without.
 */
final class TokenClaims {

    /** Scopes of the sign-in itself, which permit nothing. */
    private static final Set<String> OF_OPENID = Set.of("openid", "profile", "email", "offline_access");

    private final Map<String, List<String>> claims;

    private TokenClaims(Map<String, List<String>> claims) {
        this.claims = claims;
    }

    /** The claims of a token; empty if it cannot be read. */
    static Optional<TokenClaims> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Map<String, List<String>> claims = new HashMap<>();
        try (JsonParser json = Json.FACTORY.createParser(Base64.getUrlDecoder().decode(parts[1]))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                claims.put(json.currentName(), texts(json));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        return Optional.of(new TokenClaims(claims));
    }

    /**
     * What the token permits: to an application by its {@code roles}, on behalf of a person by its {@code scp}.
     *
     * @return names such as {@code User.Read.All}, sorted; none if it permits nothing
     */
    Set<String> permissions() {
        Set<String> permissions = new TreeSet<>(claims.getOrDefault("roles", List.of()));
        text("scp")
                .ifPresent(scopes -> permissions.addAll(List.of(scopes.strip().split(" +", -1))));
        permissions.removeAll(OF_OPENID);
        return permissions;
    }

    /** A claim that is one text. */
    Optional<String> text(String name) {
        List<String> texts = claims.getOrDefault(name, List.of());
        return texts.size() == 1 ? Optional.of(texts.get(0)).filter(text -> !text.isBlank()) : Optional.empty();
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    texts.add(json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } else {
            json.skipChildren();
        }
        return texts;
    }
}
