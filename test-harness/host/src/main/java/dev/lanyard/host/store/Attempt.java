package dev.lanyard.host.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Work on a store that leaves no transaction open behind it, which would keep others from writing. */
@FunctionalInterface
interface Attempt<T> {

    T run() throws SQLException;

    /** Does the work, or takes back what it has begun. */
    static <T> T of(Path file, Connection connection, Attempt<T> work) {
        try {
            try {
                return work.run();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }

    static void close(Path file, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }
}
