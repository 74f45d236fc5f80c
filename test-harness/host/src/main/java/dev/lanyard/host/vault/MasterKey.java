package dev.lanyard.host.vault;

import dev.lanyard.host.files.DurableFiles;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a vault: 32 random bytes, written as Base64. A passphrase is not taken, because a machine keeps the key,
 * and nobody has to remember it. Immutable; {@link #toString()} shows nothing of it.
 */
public final class MasterKey {

    private static final int BYTES = 32;

    private final SecretKey key;

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /**
     * Reads a key.
     *
     * @param text Base64 of 32 bytes; white space around it does not count
     * @param where where it came from, for the error
     * @return the key
     * @throws dev.lanyard.spi.error.ConnectorException of kind {@code CONFIGURATION} if it is no such text
     */
    public static MasterKey parse(Secret text, String where) {
        byte[] bytes = text.reveal(MasterKey::decode);
        try {
            if (bytes.length != BYTES) {
                throw VaultErrors.refusal(
                        where + " holds no key for a vault", "give " + BYTES + " random bytes in Base64");
            }
            return new MasterKey(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Answers no bytes for what is no Base64. */
    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    /**
     * Reads a key from a file.
     *
     * @param file a text file that holds nothing else
     * @return the key
     * @throws dev.lanyard.spi.error.ConnectorException of kind {@code CONFIGURATION} if the file cannot be read or
     *     holds no key
     */
    public static MasterKey read(Path file) {
        try {
            return parse(Secret.of(Files.readString(file)), "the file " + file);
        } catch (IOException unreadable) {
            throw VaultErrors.refusal(
                    "the key file " + file + " cannot be read", "check the path and the rights on the file");
        }
    }

    /**
     * Makes a key, and writes it to a file that only its owner can read.
     *
     * @param file where to write it; must not exist
     * @return the key
     * @throws dev.lanyard.spi.error.ConnectorException if the file exists or cannot be written
     */
    public static MasterKey create(Path file) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        byte[] text = Base64.getEncoder().encode(bytes);
        try {
            DurableFiles.create(file, text);
            return new MasterKey(bytes);
        } catch (FileAlreadyExistsException taken) {
            throw VaultErrors.refusal(
                    "the key file " + file + " exists already", "use it as it is, or name another file");
        } catch (IOException failed) {
            throw VaultErrors.refusal(
                    "the key file " + file + " cannot be written: " + failed, "check the rights on its folder");
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    SecretKey aes() {
        return key;
    }

    /** For a MAC: the same bytes under the name of the algorithm. */
    SecretKey hmac() {
        return new SecretKeySpec(key.getEncoded(), "HmacSHA256");
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
