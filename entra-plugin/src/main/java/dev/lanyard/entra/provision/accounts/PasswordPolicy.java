package dev.lanyard.entra.provision.accounts;

import dev.lanyard.spi.config.Secret;
import java.nio.CharBuffer;
import java.security.SecureRandom;

/**
 * Makes passwords: 24 characters, drawn by a cryptographic generator from letters and digits that cannot be taken for
 * each other and from six signs, with at least one capital, one small letter, one digit and one sign. That is about 140
 * bits, and satisfies Entra ID's rule of three kinds out of four.
 */
final class RandomPassword {

    private static final int LENGTH = 24;
    private static final String CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String SMALL = "abcdefghijkmnopqrstuvwxyz";
    private static final String DIGITS = "23456789";
    private static final String SIGNS = "!#%+-=";
    private static final String[] KINDS = {CAPITALS, SMALL, DIGITS, SIGNS};
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomPassword() {}

    static Secret make() {
        String all = String.join("", KINDS);
        char[] password = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            String from = i < KINDS.length ? KINDS[i] : all;
            password[i] = from.charAt(RANDOM.nextInt(from.length()));
        }
        shuffle(password);
        return Secret.of(CharBuffer.wrap(password));
    }

    private static void shuffle(char[] password) {
        for (int i = password.length - 1; i > 0; i--) {
            int other = RANDOM.nextInt(i + 1);
            char kept = password[i];
            password[i] = password[other];
            password[other] = kept;
        }
    }
}
