package dev.lanyard.entra.provision.accounts;

import dev.lanyard.spi.config.Secret;
import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * How passwords are made, and what is asked of those that a platform supplies.
 *
 * <p>A password that is made here has 24 characters, drawn by a cryptographic generator from lower-case letters,
 * capitals, digits and {@code - _ . + ! * # =}: at least two of each of these four kinds, none that can be taken for
 * another ({@code I l 1 O o 0}). That is about 140 bits. It contains no part of the account's names that has three
 * characters or more, so that it passes Entra ID's rules of complexity and of banned words.
 *
 * <p>A supplied one must keep Entra ID's rules: 8 to 256 characters, all of them ASCII, of three of the four kinds
 * unless the account's {@code passwordPolicies} say otherwise, and without the name in front of the {@code @}. Words
 * that a tenant bans are known to Graph alone.
 *
 * @see "Microsoft Entra ID: Password policies and account restrictions"
 */
final class PasswordPolicy {

    private static final int LENGTH = 24;
    private static final int OF_EACH_KIND = 2;
    private static final int SHORTEST_PART = 3;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final int KINDS_NEEDED = 3;
    private static final List<String> KINDS =
            List.of("abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-_.+!*#=");
    private static final String ALL = String.join("", KINDS);
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordPolicy() {}

    /**
     * Makes a password.
     *
     * @param names what the account is called; no part of these is in the password
     */
    static Secret make(Collection<String> names) {
        List<String> parts = names.stream()
                .flatMap(name -> Stream.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)))
                .filter(part -> part.length() >= SHORTEST_PART)
                .toList();
        char[] password = new char[LENGTH];
        do {
            fill(password);
        } while (containsOneOf(parts, password));
        Secret secret = Secret.of(CharBuffer.wrap(password));
        Arrays.fill(password, '\0');
        return secret;
    }

    private static void fill(char[] password) {
        int filled = 0;
        for (String kind : KINDS) {
            for (int count = 0; count < OF_EACH_KIND; count++) {
                password[filled++] = anyOf(kind);
            }
        }
        while (filled < LENGTH) {
            password[filled++] = anyOf(ALL);
        }
        for (int at = LENGTH - 1; at > 0; at--) {
            int other = RANDOM.nextInt(at + 1);
            char moved = password[at];
            password[at] = password[other];
            password[other] = moved;
        }
    }

    private static char anyOf(String characters) {
        return characters.charAt(RANDOM.nextInt(characters.length()));
    }

    private static boolean containsOneOf(List<String> parts, char[] password) {
        String text = new String(password).toLowerCase(Locale.ROOT);
        return parts.stream().anyMatch(text::contains);
    }

    /**
     * What is wrong with a supplied password.
     *
     * @param principalName of the account, or empty text while it is not known
     * @param policies the account's {@code passwordPolicies}, or empty text
     * @return what it lacks, in words that do not tell it; empty if Entra ID should take it
     */
    static Optional<String> problem(Secret password, String principalName, String policies) {
        String name = principalName.replaceAll("@.*", "").toLowerCase(Locale.ROOT);
        return password.reveal(text -> {
            if (text.length() < SHORTEST || text.length() > LONGEST) {
                return Optional.of("the password must have " + SHORTEST + " to " + LONGEST + " characters");
            }
            if (text.chars().anyMatch(each -> each < ' ' || each > '~')) {
                return Optional.of("the password must consist of ASCII letters, digits and signs");
            }
            if (!policies.contains("DisableStrongPassword") && kinds(text) < KINDS_NEEDED) {
                return Optional.of("the password must have three of lower-case letters, capitals, digits and signs");
            }
            return !name.isEmpty() && text.toLowerCase(Locale.ROOT).contains(name)
                    ? Optional.of("the password must not contain the name in front of the @")
                    : Optional.<String>empty();
        });
    }

    private static long kinds(String ascii) {
        Stream<IntPredicate> kinds = Stream.of(
                Character::isLowerCase,
                Character::isUpperCase,
                Character::isDigit,
                each -> !Character.isLetterOrDigit(each));
        return kinds.filter(kind -> ascii.chars().anyMatch(kind)).count();
    }
}
