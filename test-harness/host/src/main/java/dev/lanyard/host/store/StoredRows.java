package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads records from rows whose columns bear the names of what they hold. */
final class StoredRows {

    private StoredRows() {}

    static StoredResource resource(ResultSet row) throws SQLException {
        return new StoredResource(
                ResourceId.parse(row.getString("key")),
                row.getString("display_name"),
                row.getString("status"),
                list(row.getString("traits")),
                Sql.text(row, "parent"),
                row.getString("attributes"));
    }

    static StoredEntitlement entitlement(ResultSet row) throws SQLException {
        Optional<String> reason = Sql.text(row, "refusal_reason");
        String code = row.getString("refusal_code");
        return new StoredEntitlement(
                EntitlementId.parse(row.getString("key")),
                row.getString("display_name"),
                row.getString("purpose"),
                list(row.getString("principal_types")),
                reason.map(text -> new Refusal(code, text)));
    }

    static StoredGrant grant(ResultSet row) throws SQLException {
        return new StoredGrant(
                row.getString("entitlement"),
                row.getString("principal"),
                row.getString("qualifier"),
                row.getString("holding"),
                Sql.text(row, "scope"),
                Sql.text(row, "through"),
                row.getBoolean("expandable"),
                row.getBoolean("external"),
                Sql.text(row, "valid_from"),
                Sql.text(row, "valid_until"),
                row.getString("attributes"));
    }

    static StoredChange change(ResultSet row) throws SQLException {
        return new StoredChange(
                row.getString("change"),
                new Named(row.getString("resource"), row.getString("resource_name")),
                named(row, "entitlement"),
                named(row, "principal"),
                row.getString("qualifier"),
                Sql.text(row, "status_before"),
                Sql.text(row, "status_after"));
    }

    private static Optional<Named> named(ResultSet row, String column) throws SQLException {
        String name = row.getString(column + "_name");
        return Sql.text(row, column).map(key -> new Named(key, name));
    }

    private static List<String> list(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(","));
    }
}
