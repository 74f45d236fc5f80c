package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.error.GraphException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Seals what a link to the next page must carry, so that only links from here are followed. */
public final class PageTokens {

    private static final int SEAL_LENGTH = 12;

    private final SecretKeySpec key;

    /** Seals with a key of its own. */
    public PageTokens() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** A token that carries this text. */
    public String seal(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = ByteBuffer.allocate(SEAL_LENGTH + bytes.length)
                .put(signature(bytes), 0, SEAL_LENGTH)
                .put(bytes)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The text in a token. */
    public String open(String token) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException malformed) {
            throw invalid();
        }
        if (sealed.length < SEAL_LENGTH) {
            throw invalid();
        }
        byte[] content = Arrays.copyOfRange(sealed, SEAL_LENGTH, sealed.length);
        if (!MessageDigest.isEqual(
                Arrays.copyOf(signature(content), SEAL_LENGTH), Arrays.copyOf(sealed, SEAL_LENGTH))) {
            throw invalid();
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private static GraphException invalid() {
        return GraphException.badRequest("Invalid page token specified.");
    }

    private byte[] signature(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
