package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The versions of a directory, the latest last, and what changed between them; safe for use by many threads. */
final class DirectoryHistory {

    /** How many versions stay readable, for incremental reads that began at one of them. */
    private static final int KEPT_VERSIONS = 64;

    private record Dated(Directory directory, Instant since) {}

    private final InstantSource clock;
    private final Deque<Dated> versions = new ArrayDeque<>();
    private final List<Change> changes = new ArrayList<>();
    private Duration readLag = Duration.ZERO;

    DirectoryHistory(Directory first, InstantSource clock) {
        this.clock = clock;
        versions.add(new Dated(first, Instant.MIN));
    }

    synchronized void add(Directory next, List<Change> made) {
        changes.addAll(made);
        versions.addLast(new Dated(next, clock.instant()));
        if (versions.size() > KEPT_VERSIONS) {
            versions.removeFirst();
        }
    }

    synchronized Directory current() {
        return versions.getLast().directory();
    }

    synchronized Directory visible() {
        Instant latest = clock.instant().minus(readLag);
        Iterator<Dated> newestFirst = versions.descendingIterator();
        Dated seen = newestFirst.next();
        while (seen.since().isAfter(latest) && newestFirst.hasNext()) {
            seen = newestFirst.next();
        }
        return seen.directory();
    }

    synchronized Optional<Directory> at(long version) {
        return versions.stream()
                .map(Dated::directory)
                .filter(directory -> directory.version() == version)
                .findFirst();
    }

    synchronized List<Change> changes(long after, long upTo) {
        return changes.stream()
                .filter(change -> change.version() > after && change.version() <= upTo)
                .toList();
    }

    synchronized void setReadLag(Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("read lag must not be negative");
        }
        readLag = lag;
    }
}
