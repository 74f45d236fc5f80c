package dev.lanyard.host.sync;

import dev.lanyard.spi.sync.SyncRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a sync is to be run. Two workers, all streams, the largest pages, unless told otherwise. Immutable.
 *
 * @param streams ids of the streams to read; empty for all
 * @param workers how many threads read and commit pages, at least 1
 * @param pageSize how many objects of the system a page should hold at most
 * @param settings what the connector was opened with, without secrets; only a salted hash of it is stored
 * @param fallGuard which fall holds a generation back
 * @param acceptFall whether to show readers the generation that was held back, or, where there is none, whatever this
 *     run reads
 * @param mode whether to read everything or only what has changed
 * @param fullAfter how long after the last full read the automatic mode reads everything again, as a safety net
 * @param resumeWithin how old an unfinished run may be; what was read longer ago no longer fits what is read now
 * @param backoff how to go on after passing errors
 * @param clock the host's clock
 */
public record SyncOptions(
        Set<String> streams,
        int workers,
        int pageSize,
        Map<String, String> settings,
        FallGuard fallGuard,
        boolean acceptFall,
        SyncMode mode,
        Duration fullAfter,
        Duration resumeWithin,
        Backoff backoff,
        Clock clock) {

    /** Keeps copies, and refuses less than one worker. */
    public SyncOptions {
        streams = Set.copyOf(streams);
        settings = Map.copyOf(settings);
        if (workers < 1) {
            throw new IllegalArgumentException("there must be at least one worker, not " + workers);
        }
    }

    /**
     * What is good for most.
     *
     * @return the options
     */
    public static SyncOptions standard() {
        return new SyncOptions(
                Set.of(),
                2,
                SyncRequest.MAX_PAGE_SIZE,
                Map.of(),
                FallGuard.STANDARD,
                false,
                SyncMode.AUTOMATIC,
                Duration.ofDays(7),
                Duration.ofHours(24),
                Backoff.STANDARD,
                Clock.systemUTC());
    }

    /**
     * Chooses streams.
     *
     * @param ids their ids; empty for all
     * @return the options with this one changed
     */
    public SyncOptions withStreams(Set<String> ids) {
        return new SyncOptions(
                ids, workers, pageSize, settings, fallGuard, acceptFall, mode, fullAfter, resumeWithin, backoff, clock);
    }

    /**
     * Chooses the number of workers.
     *
     * @param number at least 1
     * @return the options with this one changed
     */
    public SyncOptions withWorkers(int number) {
        return new SyncOptions(
                streams,
                number,
                pageSize,
                settings,
                fallGuard,
                acceptFall,
                mode,
                fullAfter,
                resumeWithin,
                backoff,
                clock);
    }

    /**
     * Chooses the size of pages.
     *
     * @param size how many objects of the system a page should hold at most, from 1 to 999
     * @return the options with this one changed
     */
    public SyncOptions withPageSize(int size) {
        return new SyncOptions(
                streams, workers, size, settings, fallGuard, acceptFall, mode, fullAfter, resumeWithin, backoff, clock);
    }

    /**
     * Names the settings that the connector was opened with.
     *
     * @param values by field, without secrets
     * @return the options with this one changed
     */
    public SyncOptions withSettings(Map<String, String> values) {
        return new SyncOptions(
                streams,
                workers,
                pageSize,
                values,
                fallGuard,
                acceptFall,
                mode,
                fullAfter,
                resumeWithin,
                backoff,
                clock);
    }

    /**
     * Chooses which fall holds a generation back.
     *
     * @param guard the limits
     * @return the options with this one changed
     */
    public SyncOptions withFallGuard(FallGuard guard) {
        return new SyncOptions(
                streams, workers, pageSize, settings, guard, acceptFall, mode, fullAfter, resumeWithin, backoff, clock);
    }

    /**
     * Chooses whether a fall is accepted.
     *
     * @param accept true to let it pass
     * @return the options with this one changed
     */
    public SyncOptions withAcceptFall(boolean accept) {
        return new SyncOptions(
                streams, workers, pageSize, settings, fallGuard, accept, mode, fullAfter, resumeWithin, backoff, clock);
    }

    /**
     * These options with another mode.
     *
     * @param other whether to read everything or only what has changed
     * @return changed options
     */
    public SyncOptions withMode(SyncMode other) {
        return new SyncOptions(
                streams,
                workers,
                pageSize,
                settings,
                fallGuard,
                acceptFall,
                other,
                fullAfter,
                resumeWithin,
                backoff,
                clock);
    }

    /**
     * These options with another time after which everything is read again.
     *
     * @param time since the start of the last full read
     * @return changed options
     */
    public SyncOptions withFullAfter(Duration time) {
        return new SyncOptions(
                streams, workers, pageSize, settings, fallGuard, acceptFall, mode, time, resumeWithin, backoff, clock);
    }

    /**
     * Chooses how to go on after passing errors.
     *
     * @param patience the limits
     * @return the options with this one changed
     */
    public SyncOptions withBackoff(Backoff patience) {
        return new SyncOptions(
                streams,
                workers,
                pageSize,
                settings,
                fallGuard,
                acceptFall,
                mode,
                fullAfter,
                resumeWithin,
                patience,
                clock);
    }

    /**
     * Chooses the clock.
     *
     * @param hostClock the host's clock
     * @return the options with this one changed
     */
    public SyncOptions withClock(Clock hostClock) {
        return new SyncOptions(
                streams,
                workers,
                pageSize,
                settings,
                fallGuard,
                acceptFall,
                mode,
                fullAfter,
                resumeWithin,
                backoff,
                hostClock);
    }
}
