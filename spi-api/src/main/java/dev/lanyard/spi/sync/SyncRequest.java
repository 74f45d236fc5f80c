package dev.lanyard.spi.sync;

import java.util.List;
import java.util.Set;

/**
 * What a platform wants to read.
 *
 * @param streams ids of the streams to read; each must be in the descriptor
 * @param checkpoints where earlier syncs ended; a stream with checkpoints is read incrementally where that is cheaper,
 *     one without in full
 * @param pageSize how many objects of the system a page should hold at most, from 1 to 999; where the system itself
 *     chooses the size of its pages, that one counts
 */
public record SyncRequest(Set<String> streams, List<Checkpoint> checkpoints, int pageSize) {

    /** The largest page that can be asked for. */
    public static final int MAX_PAGE_SIZE = 999;

    /** Keeps copies, and refuses a page size outside of 1 to 999. */
    public SyncRequest {
        streams = Set.copyOf(streams);
        checkpoints = List.copyOf(checkpoints);
        if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException("page size must be from 1 to " + MAX_PAGE_SIZE + ", not " + pageSize);
        }
    }

    /**
     * A full read with the largest pages.
     *
     * @param streams ids of the streams to read
     * @return the request
     */
    public static SyncRequest full(Set<String> streams) {
        return new SyncRequest(streams, List.of(), MAX_PAGE_SIZE);
    }
}
