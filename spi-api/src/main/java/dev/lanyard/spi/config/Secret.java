package dev.lanyard.spi.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A password, key or client secret that never shows itself.
 *
 * <p>{@link #toString()} is always {@code [hidden]}; comparison takes the same time wherever two secrets differ. The
 * value leaves only through {@link #reveal}, so that every place that reads a secret can be found by searching for that
 * name. Safe for use by many threads.
 */
public final class Secret {

    private final char[] value;
    private boolean wiped;

    private Secret(char[] value) {
        this.value = value;
    }

    /**
     * Wraps a copy of the given characters.
     *
     * @param value the secret, not null; may be empty
     * @return the secret, never null
     */
    public static Secret of(CharSequence value) {
        char[] copy = new char[value.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = value.charAt(i);
        }
        return new Secret(copy);
    }

    /**
     * Hands the value to a reader and answers what the reader makes of it.
     *
     * @param reader receives the value; must not keep or print it
     * @param <T> what the reader answers
     * @return the reader's answer
     * @throws IllegalStateException if the secret was wiped
     */
    public synchronized <T> T reveal(Function<String, T> reader) {
        if (wiped) {
            throw new IllegalStateException("the secret was wiped and cannot be read any more");
        }
        return reader.apply(new String(value));
    }

    /** Overwrites the value, after which it cannot be revealed. Wiping twice is harmless. */
    public synchronized void wipe() {
        Arrays.fill(value, '\0');
        wiped = true;
    }

    /** Empty once it was wiped: what is left then would equal any other that is. */
    private synchronized Optional<byte[]> bytes() {
        return wiped ? Optional.empty() : Optional.of(new String(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in constant time. A secret that was wiped equals itself, and no other. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Secret secret
                        && bytes().flatMap(mine -> secret.bytes().map(theirs -> MessageDigest.isEqual(mine, theirs)))
                                .orElse(false));
    }

    /** The same for every secret: a hash of the value would give the value away. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
