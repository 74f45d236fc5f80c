package dev.lanyard.simulator.graph.delta;

/** How Graph refuses a link of an incremental read that is too old, or whose state it no longer knows. */
public enum LinkRefusal {
    /** As documented: 410 with the address to start again from; once a link is older than 30 days, 400. */
    BY_AGE,
    /** 410 with the address to start again from, and a code that says nothing. */
    GONE_WITH_LOCATION,
    /** 410 with neither an address nor a code that says something. */
    GONE,
    /** 404 with the code {@code syncStateNotFound}. */
    SYNC_STATE_NOT_FOUND,
    /** 400 with the code {@code resyncRequired}. */
    RESYNC_REQUIRED,
    /** 400 with the code of any query that is not offered; only the words tell. */
    OLDER_THAN_30_DAYS
}
