package dev.lanyard.spi.auth;

import dev.lanyard.spi.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/**
 * A proof key for the exchange of a code (RFC 7636), by the method {@code S256}.
 *
 * @param verifier what is sent when the code is exchanged
 * @param challenge what is sent when the code is asked for
 */
public record ProofKey(Secret verifier, String challenge) {

    /** The method by which the challenge is made of the verifier, as it is named in requests. */
    public static final String METHOD = "S256";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Refuses null. */
    public ProofKey {
        Objects.requireNonNull(verifier, "verifier");
        Objects.requireNonNull(challenge, "challenge");
    }

    /**
     * Makes a key that nobody can guess.
     *
     * @return a new key, of 256 random bits
     */
    public static ProofKey random() {
        Secret verifier = unguessable();
        return new ProofKey(verifier, verifier.reveal(ProofKey::challengeOf));
    }

    /**
     * Makes a text that nobody can guess, which serves as a state.
     *
     * @return 256 random bits, in the letters that addresses take as they are
     */
    public static Secret unguessable() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return Secret.of(BASE64.encodeToString(random));
    }

    private static String challengeOf(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
