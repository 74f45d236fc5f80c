package dev.lanyard.host.store;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.KnownAttributes;
import dev.lanyard.spi.model.Trait;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions behind {@link ReviewFigures}. */
final class ReviewQueries {

    private static final String ACCOUNT = has("resource", Trait.ACCOUNT);
    private static final String NOT_ENABLED = " AND resource.status <> 'ENABLED'";

    private static final String HOLDS_BESIDES_LICENCES = " AND " + """
            EXISTS (SELECT 1 FROM grant JOIN record_key what ON what.id = grant.entitlement
                WHERE grant.generation = ?1 AND grant.principal = resource.key AND NOT EXISTS (
                    SELECT 1 FROM entitlement JOIN resource had ON had.generation = ?1
                        AND had.key = entitlement.resource
                    WHERE entitlement.generation = ?1 AND entitlement.key = grant.entitlement AND\s""" + has("had", Trait.LICENCE) + "))";

    private static final String WITHOUT_OWNER = " AND " + """
            NOT EXISTS (SELECT 1 FROM entitlement JOIN grant ON grant.generation = ?1
                    AND grant.entitlement = entitlement.key
                WHERE entitlement.generation = ?1 AND entitlement.resource = resource.key
                    AND entitlement.purpose = 'OWNERSHIP')""";

    private static final String GRANTS_OF_PRIVILEGED = """
            SELECT count(*) FROM resource
            CROSS JOIN entitlement ON entitlement.generation = ?1 AND entitlement.resource = resource.key
            CROSS JOIN grant ON grant.generation = ?1 AND grant.entitlement = entitlement.key
            WHERE resource.generation = ?1 AND\s""";

    private static final String LICENCES_OF_DISABLED =
            """
            SELECT count(*) FROM (SELECT DISTINCT grant.entitlement, grant.principal FROM resource licence
                CROSS JOIN entitlement ON entitlement.generation = ?1 AND entitlement.resource = licence.key
                CROSS JOIN grant ON grant.generation = ?1 AND grant.entitlement = entitlement.key
                CROSS JOIN resource ON resource.generation = ?1 AND resource.key = grant.principal
                WHERE licence.generation = ?1 AND\s""" + has("licence", Trait.LICENCE) + " AND " + ACCOUNT + NOT_ENABLED + ")";

    private static final String UNITS = "FROM (SELECT json_extract(attributes, '$." + KnownAttributes.UNITS_BOUGHT
            + "') AS bought, coalesce(json_extract(attributes, '$." + KnownAttributes.UNITS_USED
            + "'), 0) AS used FROM resource WHERE generation = ?1 AND " + has("resource", Trait.LICENCE) + ")";

    private ReviewQueries() {}

    static ReviewFigures figures(Connection connection, long generation, Instant at, EffectiveAccess access)
            throws SQLException {
        Counter count = new Counter(connection, generation);
        Trait privileged = privileged(connection, generation);
        String role = has("resource", privileged);
        return new ReviewFigures(
                count.resources(ACCOUNT),
                count.resources(ACCOUNT + NOT_ENABLED),
                count.resources(has("resource", Trait.GUEST)),
                count.resources(has("resource", Trait.GROUP)),
                count.resources(has("resource", Trait.APPLICATION)),
                count.of("SELECT count(*) FROM grant WHERE generation = ?1"),
                count.resources(role),
                count.of(GRANTS_OF_PRIVILEGED + role + " AND NOT grant.eligible"),
                throughOthers(connection, generation, role, access),
                count.of(GRANTS_OF_PRIVILEGED + role + " AND grant.eligible"),
                count.resources(ACCOUNT + NOT_ENABLED + HOLDS_BESIDES_LICENCES),
                expiring(connection, generation, Instant.MIN, at),
                expiring(connection, generation, at, at.plus(Duration.ofDays(ReviewFigures.SOON_DAYS))),
                count.of("SELECT coalesce(sum(bought), 0) " + UNITS),
                count.of("SELECT coalesce(sum(max(bought - used, 0)), 0) " + UNITS),
                count.of(LICENCES_OF_DISABLED),
                count.resources(has("resource", Trait.APPLICATION) + WITHOUT_OWNER),
                count.changes("added", "NULL"),
                count.changes("removed", "NULL"),
                count.changes("status", "NULL"),
                count.changes("added", "NOT NULL"),
                count.changes("removed", "NOT NULL"));
    }

    /** By which trait privileged roles are told: where a connector calls no role so, every role counts. */
    static Trait privileged(Connection connection, long generation) throws SQLException {
        boolean told = new Counter(connection, generation).resources(has("resource", Trait.PRIVILEGED)) > 0;
        return told ? Trait.PRIVILEGED : Trait.ROLE;
    }

    private static long throughOthers(Connection connection, long generation, String role, EffectiveAccess access)
            throws SQLException {
        List<String> entitlements = Sql.list(
                connection,
                "SELECT text FROM resource JOIN entitlement ON entitlement.generation = ?1"
                        + " AND entitlement.resource = resource.key JOIN record_key ON record_key.id = entitlement.key"
                        + " WHERE resource.generation = ?1 AND " + role,
                row -> row.getString(1),
                generation);
        long[] holders = {0};
        for (String each : entitlements) {
            access.holders(EntitlementId.parse(each), holder -> holders[0] += holder.direct() ? 0 : 1);
        }
        return holders[0];
    }

    private static long expiring(Connection connection, long generation, Instant after, Instant until)
            throws SQLException {
        long[] number = {0};
        Sql.forEach(
                connection,
                "SELECT json_extract(attributes, '$." + KnownAttributes.EXPIRES + "') FROM resource"
                        + " WHERE generation = ?1 AND " + has("resource", Trait.CREDENTIAL),
                row -> {
                    Optional<Instant> end = instant(row.getString(1));
                    number[0] += end.filter(after::isBefore)
                                    .filter(time -> !time.isAfter(until))
                                    .isPresent()
                            ? 1
                            : 0;
                },
                generation);
        return number[0];
    }

    /** Empty for what a connector gives although it is no point in time. */
    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static String has(String table, Trait trait) {
        return "instr(',' || " + table + ".traits || ',', '," + trait.name() + ",') > 0";
    }

    private record Counter(Connection connection, long generation) {
        long of(String sql) throws SQLException {
            return Sql.first(connection, sql, row -> row.getLong(1), generation).orElse(0L);
        }

        long resources(String condition) throws SQLException {
            return of("SELECT count(*) FROM resource WHERE resource.generation = ?1 AND " + condition);
        }

        long changes(String change, String entitlement) throws SQLException {
            // Not of a generation; the first parameter is bound all the same.
            return of("SELECT count(*) FROM latest_change WHERE ?1 > 0 AND change = '" + change
                    + "' AND entitlement IS " + entitlement);
        }
    }
}
