package dev.lanyard.entra.provision.groups;

import dev.lanyard.spi.provision.OperationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/** Makes mail nicknames from display names; Graph demands one of every group, even of one without a mailbox. */
final class MailNickname {

    private static final int LONGEST = 55;
    private static final int MARK = 4;

    private MailNickname() {}

    /** A legal nickname that looks like the name, empty for a name that has no Latin letters or digits. */
    static String like(String displayName) {
        String plain = Normalizer.normalize(displayName, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String shortened = plain.substring(0, Math.min(plain.length(), LONGEST));
        return shortened.replaceAll("^-|-$", "");
    }

    /** A nickname that no other operation makes, and this one makes every time. */
    static String unique(String displayName, OperationId operation) {
        String plain = like(displayName);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(operation.value().getBytes(StandardCharsets.UTF_8));
            return (plain.isEmpty() ? "group" : plain) + "-" + HexFormat.of().formatHex(digest, 0, MARK);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
