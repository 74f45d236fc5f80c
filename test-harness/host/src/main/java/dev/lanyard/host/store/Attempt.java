package dev.lanyard.host.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Work on a store. Whatever fails in it is told as a {@link StoreException}, with the name of the file. */
@FunctionalInterface
interface Attempt<T> {

    T run() throws SQLException;

    /** Does work that writes nothing, or in a transaction that is not its own. */
    static <T> T of(Path file, Attempt<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }

    /** Does the work, or takes back what it has begun: an open transaction would keep others from writing. */
    static <T> T orRollBack(Path file, Connection connection, Attempt<T> work) {
        return of(file, () -> {
            try {
                return work.run();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        });
    }

    /** Does the work without which a connection is of no use to anybody, or closes it. */
    static <T> T orClose(Path file, Connection connection, Attempt<T> work) {
        return of(file, () -> {
            try {
                return work.run();
            } catch (SQLException | RuntimeException failed) {
                connection.close();
                throw failed;
            }
        });
    }

    static void close(Path file, Connection connection) {
        of(file, () -> {
            connection.close();
            return file;
        });
    }
}
