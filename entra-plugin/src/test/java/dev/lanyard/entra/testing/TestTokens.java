package dev.lanyard.entra.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** Tokens as the issuer of a platform's workload identities signs them. */
public final class TestTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TestTokens() {}

    /** A token that is good for an hour, or was until an hour ago. */
    public static String token(String issuer, String subject, String audience, boolean expired, PrivateKey key) {
        long start = Instant.now().getEpochSecond() - (expired ? 7200 : 0);
        String content = encoded("{\"alg\":\"RS256\",\"kid\":\"1\"}")
                + "."
                + encoded("{\"iss\":\"" + issuer + "\",\"sub\":\"" + subject + "\",\"aud\":\"" + audience
                        + "\",\"nbf\":" + start + ",\"exp\":" + (start + 3600) + "}");
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key);
            signer.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
