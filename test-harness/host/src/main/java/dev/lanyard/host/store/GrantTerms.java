package dev.lanyard.host.store;

import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Validity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out on which terms grants were given. For one thread. */
final class GrantTerms {

    /**
     * Which grant counts of several that one principal has of one entitlement: one in force before one that is
     * eligible, and what lasts longest. A grant for a time says of one without an end, in the same scope, that it ends:
     * that is how {@link Holding#TEMPORARY} is meant.
     */
    static final String BEST_FIRST = """
            grant.eligible, grant.holding = 'ACTIVE' AND EXISTS (
                SELECT 1 FROM grant ending WHERE ending.generation = grant.generation
                    AND ending.entitlement = grant.entitlement AND ending.principal = grant.principal
                    AND ending.holding = 'TEMPORARY' AND ending.scope IS grant.scope),
            grant.valid_until IS NOT NULL, grant.valid_until DESC, grant.valid_from
            """;

    private static final String PASSED_ON = """
            SELECT holding, valid_from, valid_until FROM grant
            WHERE generation = ?1 AND entitlement = ?2 AND expandable AND NOT eligible
                AND principal = (SELECT resource FROM entitlement WHERE generation = ?1 AND key = ?3)
            ORDER BY\s""" + BEST_FIRST + "LIMIT 1";

    private static final String GIVEN = """
            SELECT holding, valid_from, valid_until FROM grant
            WHERE generation = ?1 AND entitlement = ?2 AND principal = ?3
            ORDER BY\s""" + BEST_FIRST + "LIMIT 1";

    /** A step from the members of one resource to an entitlement that the resource has. */
    private record Step(long outer, long inner) {}

    private final Connection connection;
    private final long generation;
    private final Map<Step, Terms> steps = new HashMap<>();

    GrantTerms(Connection connection, long generation) {
        this.connection = connection;
        this.generation = generation;
    }

    /** Reads the terms from a row that has the columns of the table of grants. */
    static Terms of(ResultSet row) throws SQLException {
        return new Terms(
                Holding.valueOf(row.getString("holding")),
                new Validity(
                        Sql.text(row, "valid_from").map(Instant::parse),
                        Sql.text(row, "valid_until").map(Instant::parse)));
    }

    /** The terms on which a principal was given an entitlement itself. */
    Terms given(long entitlement, long principal) throws SQLException {
        return first(GIVEN, entitlement, principal);
    }

    /**
     * Those of something that is had by way of other entitlements.
     *
     * @param own the terms at the end of the way
     * @param way entitlements, each granted to the resource of the next
     */
    Terms along(List<Long> way, Terms own) throws SQLException {
        Terms terms = own;
        for (int place = 1; place < way.size(); place++) {
            terms = terms.through(passedOn(new Step(way.get(place - 1), way.get(place))));
        }
        return terms;
    }

    private Terms passedOn(Step step) throws SQLException {
        Terms known = steps.get(step);
        if (known == null) {
            known = first(PASSED_ON, step.outer(), step.inner());
            steps.put(step, known);
        }
        return known;
    }

    private Terms first(String query, long entitlement, long other) throws SQLException {
        return Sql.first(connection, query, GrantTerms::of, generation, entitlement, other)
                .orElseThrow();
    }
}
