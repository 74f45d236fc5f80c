package dev.lanyard.spi.sync;

import java.util.Objects;

/**
 * Where a finished partition ended: a later sync that starts here yields every change since, and none from before is
 * lost.
 *
 * @param stream the id of the stream
 * @param shard which part of the stream; empty for the whole of it
 * @param value opaque to the platform, without secrets
 */
public record Checkpoint(String stream, String shard, String value) {

    /** Refuses null. */
    public Checkpoint {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(shard, "shard");
        Objects.requireNonNull(value, "value");
    }
}
