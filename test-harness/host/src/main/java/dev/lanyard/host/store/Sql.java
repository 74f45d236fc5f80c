package dev.lanyard.host.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shortens what JDBC makes long. */
final class Sql {

    /** Makes a value of the row that a result set stands on. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes the row that a result set stands on. */
    interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Visits every row as it is read; holds one row at a time. */
    static void forEach(Connection connection, String sql, Visitor visitor, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        }
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> reader, @Nullable Object... arguments)
            throws SQLException {
        List<T> values = new ArrayList<>();
        forEach(connection, sql, row -> values.add(reader.read(row)), arguments);
        return values;
    }

    static <T> Optional<T> first(Connection connection, String sql, Row<T> reader, @Nullable Object... arguments)
            throws SQLException {
        return list(connection, sql, reader, arguments).stream().findFirst();
    }

    static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
