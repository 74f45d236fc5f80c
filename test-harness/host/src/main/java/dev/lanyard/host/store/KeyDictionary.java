package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers the canonical key texts of resources and entitlements, so that a grant takes a few bytes instead of a
 * hundred. For one writer of several; the numbers stay the same from generation to generation.
 */
final class KeyDictionary implements AutoCloseable {

    private static final int REMEMBERED = 8_192;

    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final Map<String, Long> recent = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    KeyDictionary(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT id FROM record_key WHERE text = ?");
        insert = connection.prepareStatement("INSERT INTO record_key (text) VALUES (?) RETURNING id");
    }

    /** Answers the number of a key, giving it one if it has none. */
    long number(String text) throws SQLException {
        Optional<Long> known = find(text);
        if (known.isPresent()) {
            return known.get();
        }
        insert.setString(1, text);
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            long id = row.getLong(1);
            recent.put(text, id);
            return id;
        }
    }

    /** Answers the number of a key, or empty if no record has ever named it. */
    Optional<Long> find(String text) throws SQLException {
        Long remembered = recent.get(text);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        find.setString(1, text);
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long id = row.getLong(1);
            recent.put(text, id);
            return Optional.of(id);
        }
    }

    /** Must be called after a rollback, and after keys were deleted. */
    void forget() {
        recent.clear();
    }

    @Override
    public void close() throws SQLException {
        find.close();
        insert.close();
    }
}
