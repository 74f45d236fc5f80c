package dev.lanyard.host.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Turns the content of a vault into the bytes of its file and back: AES-256-GCM, with the header as associated data, so
 * that no byte of the file can be changed unnoticed. VAULT.md gives the layout.
 */
final class VaultCipher {

    private static final byte[] MAGIC = "LANYVLT\u0001".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHECKED = "lanyard vault key check".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECK_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = MAGIC.length + CHECK_BYTES + NONCE_BYTES;

    private final Path file;
    private final MasterKey key;

    VaultCipher(Path file, MasterKey key) {
        this.file = file;
        this.key = key;
    }

    byte[] encrypt(byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .put(keyCheck())
                .put(nonce)
                .array();
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, header).doFinal(content);
            return ByteBuffer.allocate(HEADER_BYTES + encrypted.length)
                    .put(header)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] decrypt(byte[] stored) {
        int known = Math.min(stored.length, MAGIC.length);
        if (known == 0 || !Arrays.equals(stored, 0, known, MAGIC, 0, known)) {
            throw VaultErrors.damaged(file, "is no vault of this program, or its beginning is damaged");
        }
        if (stored.length < HEADER_BYTES + TAG_BITS / Byte.SIZE) {
            throw VaultErrors.damaged(file, "is cut short");
        }
        byte[] check = Arrays.copyOfRange(stored, MAGIC.length, MAGIC.length + CHECK_BYTES);
        if (!MessageDigest.isEqual(check, keyCheck())) {
            throw VaultErrors.wrongKey(file);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(stored, HEADER_BYTES))
                    .doFinal(stored, HEADER_BYTES, stored.length - HEADER_BYTES);
        } catch (AEADBadTagException changed) {
            throw VaultErrors.damaged(file, "is damaged or cut short");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher cipher(int mode, byte[] header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, header, HEADER_BYTES - NONCE_BYTES, NONCE_BYTES));
        cipher.updateAAD(header);
        return cipher;
    }

    /** Tells a wrong key from a damaged file; nobody can compute the key from it. */
    private byte[] keyCheck() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.hmac());
            return Arrays.copyOf(mac.doFinal(CHECKED), CHECK_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
