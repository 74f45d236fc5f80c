package dev.lanyard.entra.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token says of itself, without judging it.
 *
 * <p>Microsoft says that a client should treat its access tokens as opaque, so nothing but {@code check()} and what is
 * shown after a sign-in relies on this, and both work without.
 *
 * @param permissions the application permissions ({@code roles}) or, of a token on behalf of a person, the delegated
 *     ones ({@code scp}); none if it grants none; empty if the token cannot be read
 * @param directoryRoles the template ids of the directory roles of whoever it is for ({@code wids}); empty if it does
 *     not tell
 * @param delegated whether it is on behalf of a person
 * @param validFrom the time before which services refuse it ({@code nbf}), by the login service's clock; empty if it
 *     does not tell
 * @param account by what the person it is about is known: a login, otherwise an object id; empty if it does not tell
 */
public record TokenClaims(
        Optional<Set<String>> permissions,
        Optional<Set<String>> directoryRoles,
        boolean delegated,
        Optional<Instant> validFrom,
        Optional<String> account) {

    private static final TokenClaims UNREADABLE =
            new TokenClaims(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());

    /** Scopes of the sign-in itself, which permit nothing. */
    private static final Set<String> OF_OPENID = Set.of("openid", "profile", "email", "offline_access");

    /** Keeps copies. */
    public TokenClaims {
        permissions = permissions.map(Set::copyOf);
        directoryRoles = directoryRoles.map(Set::copyOf);
    }

    /**
     * Reads a token.
     *
     * @param token any token
     * @return its claims; none if it is of a kind that cannot be read
     */
    static TokenClaims of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return UNREADABLE;
        }
        try (JsonParser json = Json.FACTORY.createParser(Base64.getUrlDecoder().decode(parts[1]))) {
            return read(json);
        } catch (IOException | IllegalArgumentException unreadable) {
            return UNREADABLE;
        }
    }

    private static TokenClaims read(JsonParser json) throws IOException {
        Set<String> roles = new TreeSet<>();
        Optional<Set<String>> scopes = Optional.empty();
        Optional<Set<String>> directoryRoles = Optional.empty();
        Optional<Instant> validFrom = Optional.empty();
        Optional<String> login = Optional.empty();
        Optional<String> objectId = Optional.empty();
        json.nextToken();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "roles" -> roles = texts(json);
                case "wids" -> directoryRoles = Optional.of(texts(json));
                case "scp" -> scopes = Optional.of(scopes(json.getValueAsString("")));
                case "nbf" -> validFrom = time(json);
                case "preferred_username" -> login = text(json);
                case "oid" -> objectId = text(json);
                default -> json.skipChildren();
            }
        }
        return new TokenClaims(
                Optional.of(scopes.orElse(roles)),
                directoryRoles,
                scopes.isPresent(),
                validFrom,
                login.isPresent() ? login : objectId);
    }

    private static Optional<Instant> time(JsonParser json) throws IOException {
        try {
            return Optional.of(Instant.ofEpochSecond(json.getValueAsLong()));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonParser json) throws IOException {
        return Optional.of(json.getValueAsString("")).filter(text -> !text.isBlank());
    }

    private static Set<String> scopes(String together) {
        Set<String> scopes = new TreeSet<>(List.of(together.strip().split(" +", -1)));
        scopes.removeAll(OF_OPENID);
        scopes.remove("");
        return scopes;
    }

    private static Set<String> texts(JsonParser json) throws IOException {
        Set<String> texts = new TreeSet<>();
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            json.skipChildren();
            return texts;
        }
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
        }
        return texts;
    }
}
