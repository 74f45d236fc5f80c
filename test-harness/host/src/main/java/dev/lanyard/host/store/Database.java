package dev.lanyard.host.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteConfig;

/** Opens connections to a store file, and creates the file when the first one is to write. */
final class Database {

    /** Marks an SQLite file as a store: "Lany". */
    private static final int APPLICATION_ID = 0x4c616e79;

    private static final int SCHEMA_VERSION = 4;

    private static final int BUSY_MILLIS = 30_000;
    // Publishing a large sync is one transaction, and what was changed in the system must not go unrecorded.
    private static final int BUSY_MILLIS_OF_RECORDS = 300_000;

    private static final int WRITER_CACHE_KIBIBYTES = 32 * 1024;
    // Many pages change often while a generation is written: the fewer checkpoints, the fewer of them are copied twice.
    private static final int PAGES_BETWEEN_CHECKPOINTS = 8_000;

    private static final int MAX_IDLE_WAL_BYTES = 16 * 1024 * 1024;

    private Database() {}

    static boolean exists(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens an existing store. */
    static Connection openToRead(Path file) {
        try {
            Connection connection = connect(file);
            try {
                requireStore(connection, file);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /** Opens a store, creating it if it does not exist. The connection commits only when told. */
    static Connection openToWrite(Path file) {
        try {
            if (!exists(file)) {
                create(file);
            }
            Connection connection = connect(file);
            try {
                requireStore(connection, file);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA journal_mode = WAL");
                    statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIBIBYTES);
                    statement.execute("PRAGMA wal_autocheckpoint = " + PAGES_BETWEEN_CHECKPOINTS);
                    statement.execute("PRAGMA journal_size_limit = " + MAX_IDLE_WAL_BYTES);
                }
                connection.setAutoCommit(false);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Opens a store to record what belongs to no sync, and makes it if there is none. Making the file replaces whatever
     * bears its name, which must not be what a sync has just made.
     */
    static Connection openMadeIfMissing(Path file) throws SQLException {
        if (!exists(file)) {
            StoreLock lock = StoreLock.acquire(file);
            try (lock) {
                openToWrite(file).close();
            }
        }
        return openToRecord(file);
    }

    /** Opens a store to record what was changed, which must be known after a power cut too. */
    private static Connection openToRecord(Path file) {
        Connection connection = openToWrite(file);
        return Attempt.orClose(file, connection, () -> {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS_OF_RECORDS);
                statement.execute("PRAGMA synchronous = FULL");
            }
            connection.setAutoCommit(false);
            return connection;
        });
    }

    /**
     * Takes the right to write for the transaction that begins now. One that reads first and writes then fails if
     * another process has written in between: what it has read is old.
     */
    static void beginToWrite(Connection connection) throws SQLException {
        Sql.update(connection, "DELETE FROM store_property WHERE FALSE");
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // In WAL mode a killed process loses nothing that was committed; only a power cut can cost the last commits.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** Makes the store beside its place first: under its name there is a whole one or none. */
    private static void create(Path file) throws SQLException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(half);
            try (Connection connection = connect(half);
                    Statement statement = connection.createStatement()) {
                // Otherwise each table would be written to the disk on its own.
                connection.setAutoCommit(false);
                statement.executeUpdate(schema());
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
                connection.commit();
            }
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    "the store " + file + " cannot be created: " + e, "check the rights on its folder");
        }
    }

    private static String schema() {
        try (InputStream in = Database.class.getResourceAsStream("schema.sql")) {
            if (in == null) {
                throw new IllegalStateException("schema.sql is missing beside " + Database.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireStore(Connection connection, Path file) throws SQLException {
        if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw noStore(file);
        }
        int version = number(connection, "PRAGMA user_version");
        if (version != SCHEMA_VERSION) {
            throw new StoreException(
                    String.format(
                            Locale.ROOT,
                            "the store %s has version %d, this program knows version %d",
                            file,
                            version,
                            SCHEMA_VERSION),
                    version > SCHEMA_VERSION
                            ? "use the newer program that wrote it, or name another store"
                            : "name another store and sync into it anew");
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        return Sql.first(connection, sql, row -> row.getInt(1)).orElse(0);
    }

    private static StoreException unreadable(Path file, SQLException cause) {
        // 26 is SQLITE_NOTADB.
        return cause.getErrorCode() == 26 ? noStore(file) : StoreException.of(file, cause);
    }

    private static StoreException noStore(Path file) {
        return new StoreException(
                "the file " + file + " is no store of this program", "name another file; this one is left as it is");
    }
}
