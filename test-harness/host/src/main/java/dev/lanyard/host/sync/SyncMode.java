package dev.lanyard.host.sync;

/** Whether a sync reads everything or only what has changed. */
public enum SyncMode {
    /**
     * Changes where an earlier sync has left a checkpoint, unless the last full read is too long ago; everything
     * otherwise. A run that was cut off is resumed.
     */
    AUTOMATIC,
    /** Everything, from the start: a run that was cut off is given up. */
    FULL,
    /** Changes; refused where no earlier sync has left a checkpoint. A run that was cut off is resumed. */
    INCREMENTAL
}
