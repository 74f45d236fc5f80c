package dev.lanyard.entra.events;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One of Graph's logs, whose entries have an id and a time, come late, and are forgotten one day.
 *
 * @param <E> an entry
 */
interface Log<E> {

    /** Identifies an entry. */
    String id(E entry);

    /** When an entry happened. */
    Instant at(E entry);

    /** Whether it can be told from its beginning; otherwise it is told from its end only. */
    boolean oldestFirst();

    /**
     * Asks for entries.
     *
     * @param from of this time or later; empty for any
     * @param to of this time or earlier; empty for any
     * @param most how many
     * @return a GET past the cache
     */
    RequestInformation request(Optional<Instant> from, Optional<Instant> to, int most);

    /** Reads its pages. */
    PageReader reader();

    /** Makes an entry of a row; empty for one from which nothing can be made. */
    Optional<E> entry(Row row);

    /** How long every tenant's entries are kept at least. */
    Duration kept();
}
