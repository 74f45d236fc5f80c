package dev.lanyard.host.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** A random text of each store, with which it makes fingerprints from which nothing can be read back. */
final class StoreSalt {

    private static final String PROPERTY = "fingerprint-salt";

    private StoreSalt() {}

    static String make() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The salt of a store, which gets one if it has none; within a transaction of the caller's. */
    static String of(Connection connection, String otherwise) throws SQLException {
        return property(connection, PROPERTY, otherwise.isEmpty() ? make() : otherwise);
    }

    /** Reads a property of a store, which gets the given value if it has none. Two who ask at once get the same. */
    static String property(Connection connection, String name, String otherwise) throws SQLException {
        Sql.update(connection, "INSERT OR IGNORE INTO store_property (name, value) VALUES (?, ?)", name, otherwise);
        return Sql.first(connection, "SELECT value FROM store_property WHERE name = ?", row -> row.getString(1), name)
                .orElseThrow();
    }

    /** The same for the same texts in the same order, with the same salt only. */
    static String fingerprint(String salt, List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(StandardCharsets.UTF_8));
            texts.forEach(text -> digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
