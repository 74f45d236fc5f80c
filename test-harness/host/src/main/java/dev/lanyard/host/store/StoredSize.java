package dev.lanyard.host.store;

import dev.lanyard.spi.sync.StreamSize;
import java.nio.file.Path;
import java.sql.Connection;

/** What a stream has yielded, counted in a store. For one thread, as long as its connection is open. */
final class StoredSize implements StreamSize {

    private static final String OF_STREAM =
            " WHERE generation = ? AND source IN (SELECT id FROM source WHERE stream = ?)";

    private final Path file;
    private final Connection connection;
    private final long generation;
    private final String stream;

    StoredSize(Path file, Connection connection, long generation, String stream) {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
        this.stream = stream;
    }

    @Override
    public long resources(String type) {
        // '0' follows '/': all keys of the type, and no other.
        return count(
                "SELECT count(*) FROM resource JOIN record_key ON record_key.id = resource.key" + OF_STREAM
                        + " AND text > ? AND text < ?",
                generation,
                stream,
                type + "/",
                type + "0");
    }

    @Override
    public long listPages(String slug, int atLeast, int pageSize) {
        return count(
                "SELECT coalesce(sum((size + ?1 - 1) / ?1), 0) FROM (SELECT count(*) AS size FROM grant"
                        + " JOIN record_key ON record_key.id = grant.entitlement"
                        + " WHERE generation = ?2 AND source IN (SELECT id FROM source WHERE stream = ?3)"
                        + " AND (?4 = '' OR substr(text, instr(text, '#') + 1) = ?4)"
                        + " GROUP BY entitlement HAVING size >= ?5)",
                pageSize,
                generation,
                stream,
                slug,
                atLeast);
    }

    private long count(String sql, Object... arguments) {
        return Attempt.of(file, () -> {
            long answer =
                    Sql.first(connection, sql, row -> row.getLong(1), arguments).orElse(0L);
            // Lets others write while the connector thinks.
            connection.commit();
            return answer;
        });
    }
}
