package dev.lanyard.spi.sync;

import java.util.Objects;

/**
 * A stream, or a shard of one, that can be read on its own.
 *
 * <p>A plan may mix both kinds: what an incremental partition yields is applied to what was known before; what any
 * other yields replaces everything that its stream and shard have yielded before.
 *
 * @param stream the id of the stream
 * @param shard which part of the stream, unique within the plan and the same from plan to plan; empty for the whole of
 *     it
 * @param incremental whether it yields only what has changed since a checkpoint
 * @param definition what the connector needs to know to read it; opaque to the platform, at most a few kilobytes,
 *     without secrets
 */
public record SyncPartition(String stream, String shard, boolean incremental, String definition) {

    /** Refuses null. */
    public SyncPartition {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(shard, "shard");
        Objects.requireNonNull(definition, "definition");
    }
}
