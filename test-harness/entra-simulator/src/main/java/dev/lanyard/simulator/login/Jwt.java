package dev.lanyard.simulator.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Set;

/**
 * A signed token that somebody presents.
 *
 * @param header what it says of its signature
 * @param claims what it says
 * @param signed what is signed
 * @param signature what proves it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Jwt(JsonNode header, JsonNode claims, String signed, byte[] signature) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Jwt read(String text) throws LoginException {
        String[] parts = text.split("\\.", -1);
        try {
            if (parts.length == 3) {
                return new Jwt(
                        json(parts[0]),
                        json(parts[1]),
                        parts[0] + "." + parts[1],
                        Base64.getUrlDecoder().decode(parts[2]));
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw malformed();
        }
        throw malformed();
    }

    static LoginException malformed() {
        return new LoginException(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
    }

    /** Whether the owner of this key has signed it, by RS256 or PS256. */
    boolean isSignedBy(PublicKey key) {
        String algorithm = header.path("alg").asText();
        if (!Set.of("RS256", "PS256").contains(algorithm)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "RSASSA-PSS");
            if (algorithm.equals("PS256")) {
                verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    String text(String claim) {
        return claims.path(claim).asText();
    }

    /** Refuses it outside of its time; five minutes are granted to clocks that are off. */
    void requireTime(long now) throws LoginException {
        long start = claims.path("nbf").asLong(0);
        long end = claims.path("exp").asLong(0);
        if (now < start - 300 || now > end + 300) {
            throw new LoginException(
                    401,
                    "invalid_client",
                    700024,
                    "Client assertion is not within its valid time range. Current time: " + now
                            + ", assertion valid from " + start + ", expiry time of assertion " + end + ".");
        }
    }

    private static JsonNode json(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
