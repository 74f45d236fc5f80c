package dev.lanyard.host.store;

import dev.lanyard.spi.event.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Keeps when each principal last used what it uses, inside a transaction of its caller's. */
final class UseWriter implements AutoCloseable {

    private final KeyDictionary keys;
    private final PreparedStatement use;

    UseWriter(Connection connection) throws SQLException {
        keys = new KeyDictionary(connection);
        use = connection.prepareStatement("INSERT INTO last_use (principal, used, at) VALUES (?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET at = max(at, excluded.at)");
    }

    /** Whoever was not let in has used nothing. */
    void put(UsageEvent event, Instant at) throws SQLException {
        if (event.successful()) {
            long used =
                    event.used().isEmpty() ? 0 : keys.number(event.used().get().text());
            Sql.bind(use, keys.number(event.principal().text()), used, Micros.of(at));
            use.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        keys.close();
        use.close();
    }
}
