package dev.lanyard.simulator.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.error.GraphException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Issues access tokens (signed JWTs) and judges the ones that come back; safe for use by many threads. */
public final class AccessTokens {

    /** The audience of tokens for Exchange Online, which is the same wherever it is played. */
    public static final String EXCHANGE = "https://outlook.office365.com";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String MALFORMED = "IDX14100: JWT is not well formed, there are no dots (.).";

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final String tenantId;
    private final String clientId;
    private final String audience;
    private volatile Duration lifetime = Duration.ofSeconds(3599);
    private volatile List<String> roles;
    private volatile List<DirectoryRole> directoryRoles = List.of();
    private volatile long generation;

    /**
     * Makes an issuer with a key of its own.
     *
     * @param tenantId the {@code tid} of its tokens
     * @param clientId the {@code appid} of its tokens
     * @param audience the {@code aud} of its tokens: the address of Graph
     * @param roles the application permissions that its tokens carry
     * @param clock tells when they expire
     */
    public AccessTokens(String tenantId, String clientId, String audience, List<String> roles, InstantSource clock) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.tenantId = tenantId;
        this.clientId = clientId;
        this.audience = audience;
        this.roles = List.copyOf(roles);
        this.clock = clock;
    }

    /** How long tokens issued from now on live. */
    public void setLifetime(Duration newLifetime) {
        if (newLifetime.isNegative() || newLifetime.isZero()) {
            throw new IllegalArgumentException("the lifetime of tokens must be positive");
        }
        lifetime = newLifetime;
    }

    /** How long tokens issued now live. */
    public Duration lifetime() {
        return lifetime;
    }

    /** The application permissions that tokens issued from now on carry. */
    public void setRoles(List<String> newRoles) {
        roles = List.copyOf(newRoles);
    }

    /** The directory roles that tokens issued from now on carry; none at first. */
    public void setDirectoryRoles(List<DirectoryRole> newRoles) {
        directoryRoles = List.copyOf(newRoles);
    }

    /** Makes every token issued so far invalid. */
    public synchronized void expireAll() {
        generation++;
    }

    /** A new token for the application, at Graph. */
    public String issue() {
        return issue(audience);
    }

    /** A new token for the application, at Graph or Exchange, with the permissions for that. */
    public String issue(String resource) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", resource);
        claims.put("idtyp", "app");
        claims.put(
                "roles",
                roles.stream()
                        .filter(role -> role.startsWith("Exchange.") == resource.equals(EXCHANGE))
                        .toList());
        claims.put(
                "wids", directoryRoles.stream().map(DirectoryRole::templateId).toList());
        return signed(claims);
    }

    /** A new token for somebody who has signed in, which opens nothing by itself. */
    public String issueFor(String userId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("idtyp", "user");
        claims.put("oid", userId);
        claims.put("scp", "openid profile");
        return signed(claims);
    }

    /** A new token for Graph on behalf of an administrator: with scopes, and without roles. */
    public String issueDelegated(Administrator administrator) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("idtyp", "user");
        claims.put("oid", administrator.id());
        claims.put("upn", administrator.name());
        claims.put("scp", String.join(" ", administrator.scopes()) + " openid profile");
        return signed(claims);
    }

    /** A new token that tells the application who has signed in, and opens nothing. */
    public String issueIdentity(Administrator administrator) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", clientId);
        claims.put("oid", administrator.id());
        claims.put("preferred_username", administrator.name());
        return signed(claims);
    }

    /** A new token for a managed identity, at Graph, with the permissions that the application has. */
    public String issueForIdentity(String identityClientId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("idtyp", "app");
        claims.put("appid", identityClientId);
        claims.put("appidacr", "2");
        claims.put("roles", roles);
        return signed(claims);
    }

    private String signed(Map<String, Object> of) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", audience);
        claims.put("iss", "https://sts.windows.net/" + tenantId + "/");
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + lifetime.toSeconds());
        claims.put("appid", clientId);
        claims.put("appidacr", "1");
        claims.putAll(of);
        claims.put("tid", tenantId);
        claims.put("uti", UUID.randomUUID().toString());
        claims.put("ver", "1.0");
        claims.put("generation", generation);
        String content = encoded(Map.of("typ", "JWT", "alg", "HS256")) + "." + encoded(claims);
        return content + "." + signature(content);
    }

    /**
     * Judges the header of a Graph request.
     *
     * @param authorization the {@code Authorization} header, or null
     * @param resource whom the token must be for
     * @return what the token says that its bearer may do
     * @throws GraphException 401 if there is no valid token
     */
    public Grants grants(@Nullable String authorization, String resource) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw GraphException.invalidToken("Access token is empty.");
        }
        String token = authorization.substring(7).strip();
        int lastDot = token.lastIndexOf('.');
        int firstDot = token.indexOf('.');
        if (firstDot < 0 || firstDot == lastDot) {
            throw GraphException.invalidToken(MALFORMED);
        }
        byte[] expected = signature(token.substring(0, lastDot)).getBytes(StandardCharsets.US_ASCII);
        byte[] given = token.substring(lastDot + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, given)) {
            throw GraphException.invalidToken("Signing key is invalid.");
        }
        JsonNode claims = claims(token.substring(firstDot + 1, lastDot));
        if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()
                || claims.path("generation").asLong() != generation) {
            throw GraphException.invalidToken("Lifetime validation failed, the token is expired.");
        }
        if (!claims.path("aud").asText().equals(resource)) {
            throw GraphException.invalidToken("Access token validation failure. Invalid audience.");
        }
        Set<String> permissions = texts(claims.path("roles"));
        permissions.addAll(List.of(claims.path("scp").asText().split(" +", -1)));
        return new Grants(permissions, texts(claims.path("wids")));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode claims(String encoded) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(encoded));
        } catch (IOException | IllegalArgumentException malformed) {
            throw GraphException.invalidToken(MALFORMED);
        }
    }

    private static String encoded(Map<String, ?> part) {
        try {
            return BASE64.encodeToString(JSON.writeValueAsBytes(part));
        } catch (IOException impossible) {
            throw new IllegalStateException("claims must be writable as JSON", impossible);
        }
    }

    private String signature(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
