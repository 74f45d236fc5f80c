package dev.lanyard.simulator.tenant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The users' passwords, of which only keyed digests are kept, under a key that lives no longer than this. Safe for use
 * by many threads.
 */
public final class Passwords {

    private final SecretKeySpec key;
    private final Map<String, byte[]> digests = new ConcurrentHashMap<>();

    Passwords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** Sets a user's password. */
    public void set(String userId, String password) {
        digests.put(userId, digest(userId, password));
    }

    /** Whether this is the user's password; never, while none was set here. */
    public boolean matches(String userId, String password) {
        byte[] known = digests.get(userId);
        return known != null && MessageDigest.isEqual(known, digest(userId, password));
    }

    private byte[] digest(String userId, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((userId + " " + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
