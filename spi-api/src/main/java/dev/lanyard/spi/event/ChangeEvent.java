package dev.lanyard.spi.event;

import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.SyncRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A resource or a grant was changed.
 *
 * <p>The effects are what a store has to take in to be as current as the event: they are applied in their order, as the
 * records of an incremental sync are, and of two events about the same key the one with the later {@link #at()} counts,
 * whichever is told first. An event that was told twice by mistake does no harm. A resource that one event removes and
 * gives again has been read anew, and has not gone away: what it holds on other resources stays.
 *
 * @param id identifies the event
 * @param at when it happened, by the system's clock
 * @param kind what became of the subject
 * @param subject what was changed: a resource or a grant
 * @param by who did it, or empty if the system does not say
 * @param activity what was done, in the system's own words, for people
 * @param effects the records and removals that follow from it; none if the subject is nothing that a sync reads under
 *     these settings, or if only the next sync can tell
 */
public record ChangeEvent(
        String id,
        Instant at,
        ChangeKind kind,
        RecordKey subject,
        Optional<Actor> by,
        String activity,
        List<SyncRecord> effects)
        implements Event {

    /** Keeps a copy, and refuses null and an empty id. */
    public ChangeEvent {
        if (Objects.requireNonNull(id, "id").isEmpty()) {
            throw new IllegalArgumentException("an event must have an id");
        }
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(activity, "activity");
        effects = List.copyOf(effects);
    }
}
