package dev.lanyard.host.store;

import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.UsageEvent;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the store keeps of feeds: how far each has been read, and what was taken in from it.
 *
 * <p>Each method commits before it returns. Several processes may write at the same time, also during a sync. Every
 * method throws a {@link StoreException} if the store cannot be used. For one thread.
 */
public final class FeedRecords implements AutoCloseable {

    /**
     * What is done with the events; each has a cursor of its own, so that showing takes nothing away from taking in.
     */
    public enum Purpose {
        /** They are shown to somebody. */
        SHOWN("shown"),
        /** They are taken into the store. */
        TAKEN_IN("taken-in");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }
    }

    /** No clock is that far ahead. An event of a later time would never give way to what syncs read. */
    private static final Duration FARTHEST_AHEAD = Duration.ofHours(1);

    private final Path file;
    private final Connection connection;

    private FeedRecords(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static FeedRecords open(Path file) {
        return Attempt.of(file, () -> new FeedRecords(file, Database.openMadeIfMissing(file)));
    }

    /**
     * Tells where a feed is to be gone on with.
     *
     * @param feed its id
     * @param purpose what its events are for
     * @return what was last advanced to, or empty if it has not been read yet
     */
    public Optional<FeedCursor> cursor(String feed, Purpose purpose) {
        return attempt(() -> Sql.first(
                        connection,
                        "SELECT cursor FROM feed WHERE name = ? AND purpose = ?",
                        row -> Sql.text(row, "cursor"),
                        feed,
                        purpose.word)
                .flatMap(cursor -> cursor.map(FeedCursor::new)));
    }

    /**
     * Keeps where to go on, after the events before it were shown.
     *
     * @param feed its id
     * @param next where to go on
     */
    public void advance(String feed, FeedCursor next) {
        attempt(() -> advance(feed, Purpose.SHOWN, next));
    }

    /**
     * Gives up the cursor of a feed whose system has forgotten what came next.
     *
     * @param feed its id
     * @param purpose what its events are for
     * @param now the time, before which a gap lies that only a sync closes
     */
    public void lose(String feed, Purpose purpose, Instant now) {
        attempt(() -> Sql.update(
                connection,
                "INSERT OR REPLACE INTO feed (name, purpose, lost_at) VALUES (?, ?, ?)",
                feed,
                purpose.word,
                Micros.of(now)));
    }

    /**
     * When the cursor of a feed was given up.
     *
     * @param feed its id
     * @param purpose what its events are for
     * @return the time, or empty if it was not, or the feed has been read since
     */
    public Optional<Instant> lostAt(String feed, Purpose purpose) {
        return attempt(() -> Sql.first(
                connection,
                "SELECT lost_at FROM feed WHERE name = ? AND purpose = ? AND lost_at IS NOT NULL",
                row -> Micros.instant(row.getLong(1)),
                feed,
                purpose.word));
    }

    /**
     * From when on the readers' data was read.
     *
     * @return the time at which the oldest part of it was begun to be read, or to be brought up to date; empty if no
     *     sync has been completed yet
     */
    public Optional<Instant> readFrom() {
        return attempt(() -> Sql.first(
                connection,
                "SELECT min(read_from) FROM reading JOIN generation ON generation.id = reading.generation"
                        + " WHERE state = ? HAVING count(*) > 0",
                row -> Micros.instant(row.getLong(1)),
                GenerationState.CURRENT.stored()));
    }

    /**
     * Refuses to take events in where there is nothing that they could bring up to date.
     *
     * @param connector the id of the connector that tells them
     * @throws StoreException if the store holds no completed sync, or what another connector has read
     */
    public void requireSync(String connector) {
        attempt(() -> requireCurrent(connector));
    }

    /**
     * Takes events into what readers see, and keeps where to go on, in one transaction. An event whose time is more
     * than an hour ahead counts as one of now.
     *
     * @param feed its id
     * @param connector the id of the connector that tells it
     * @param events a page of events
     * @param next where to go on after them
     * @param streams which streams read records of a resource type, by the id of the type
     * @param now the time by the host's clock
     * @return how many records were news; none that readers' data is newer than
     * @throws StoreException if the store holds no completed sync, or what another connector has read
     */
    public int takeIn(
            String feed,
            String connector,
            List<Event> events,
            FeedCursor next,
            Map<String, Set<String>> streams,
            Instant now) {
        return attempt(() -> {
            long current = requireCurrent(connector);
            int news = 0;
            try (ToldWriter writer = new ToldWriter(connection, current);
                    UseWriter uses = new UseWriter(connection)) {
                for (Event event : events) {
                    Instant at = event.at().isAfter(now.plus(FARTHEST_AHEAD)) ? now : event.at();
                    if (event instanceof ChangeEvent change) {
                        news += take(writer, change, at, streams);
                    } else if (event instanceof UsageEvent use) {
                        uses.put(use, at);
                    }
                }
            }
            advance(feed, Purpose.TAKEN_IN, next);
            return news;
        });
    }

    private static int take(ToldWriter writer, ChangeEvent change, Instant at, Map<String, Set<String>> streams)
            throws SQLException {
        int news = 0;
        List<SyncRecord> effects = change.effects();
        for (int i = 0; i < effects.size(); i++) {
            SyncRecord effect = effects.get(i);
            boolean again = effect instanceof Removal
                    && effects.subList(i, effects.size()).stream()
                            .anyMatch(later ->
                                    later instanceof Resource && later.key().equals(effect.key()));
            Set<String> readers = streams.getOrDefault(type(effect), Set.of());
            boolean isNew = writer.take(effect, again, Micros.of(at), String.join(",", new TreeSet<>(readers)));
            news += isNew ? 1 : 0;
        }
        return news;
    }

    private long requireCurrent(String connector) throws SQLException {
        Optional<RunIdentity> identity = Generations.identity(connection, GenerationState.CURRENT);
        if (identity.isEmpty()) {
            throw new StoreException(
                    "the store " + file + " holds no completed sync that events could bring up to date",
                    "run 'lanyard sync --store " + file + "' first, or leave out --apply");
        }
        if (!identity.get().connector().equals(connector)) {
            throw new StoreException(
                    "the store " + file + " holds what the connector '"
                            + identity.get().connector() + "' read, not '" + connector + "'",
                    "name the store of this connector");
        }
        return Generations.find(connection, GenerationState.CURRENT).orElseThrow();
    }

    private static String type(SyncRecord effect) {
        RecordKey key = effect instanceof Removal removal ? removal.key() : effect.key();
        if (key instanceof EntitlementId id) {
            return id.resource().type();
        } else if (key instanceof GrantKey id) {
            return id.entitlement().resource().type();
        } else if (key instanceof HoldingsKey id) {
            return id.resourceType();
        } else if (key instanceof LeftOutKey id) {
            return id.resource().type();
        }
        return ((ResourceId) key).type();
    }

    private int advance(String feed, Purpose purpose, FeedCursor next) throws SQLException {
        return Sql.update(
                connection,
                "INSERT OR REPLACE INTO feed (name, purpose, cursor) VALUES (?, ?, ?)",
                feed,
                purpose.word,
                next.value());
    }

    private <T> T attempt(Attempt<T> work) {
        return Attempt.orRollBack(file, connection, () -> {
            Database.beginToWrite(connection);
            T answer = work.run();
            connection.commit();
            return answer;
        });
    }

    @Override
    public void close() {
        Attempt.close(file, connection);
    }
}
