package dev.lanyard.entra.sync.page;

import dev.lanyard.entra.check.Probing;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One thing that can be read from a tenant. Keeps nothing between pages; safe for use by many threads. */
public interface GraphStream {

    /**
     * Says what the stream yields and which permissions it needs. A stream of which every permission is optional is
     * empty, and says so, where it is not permitted or not licensed.
     *
     * @return the same description every time
     */
    StreamDescriptor descriptor();

    /**
     * Names what the settings make the stream need besides what its description says.
     *
     * @return further permissions, the same every time
     */
    default List<Permission> neededBySettings() {
        return List.of();
    }

    /**
     * Asks for as little as shows that each list that the stream reads is permitted and licensed.
     *
     * @param probing takes the requests, and notes what is refused
     */
    void probe(Probing probing);

    /**
     * Tells what of the stream can be read anew when something else than its own delta query says that it has changed.
     *
     * @return a way for each part that the stream yields; none for a stream that nothing else speaks of
     */
    default Map<Renewal.Part, Renewal> renewals() {
        return Map.of();
    }

    /**
     * Tells whether the settings want nothing of this stream.
     *
     * @return the name of the setting that switches it on, or empty if it is on
     */
    default Optional<String> switchedOffBy() {
        return Optional.empty();
    }

    /**
     * Names the parts in which the stream is read.
     *
     * @return the shards, the same every time; a single empty one if it is not split
     */
    default Set<String> shards() {
        return Set.of("");
    }

    /**
     * Splits the stream. Sends nothing.
     *
     * @param pageSize how many objects to ask Graph for at a time, from 1 to 999
     * @param since checkpoints of this stream by shard, made under the same settings; empty for a full read
     * @return one partition for the whole stream unless a stream knows better
     */
    default List<SyncPartition> plan(int pageSize, Map<String, StreamCheckpoint> since) {
        Optional<StreamCheckpoint> whole = Optional.ofNullable(since.get(""));
        return List.of(
                new PartitionDefinition(pageSize, whole).partition(descriptor().id(), ""));
    }

    /**
     * Reads one page.
     *
     * @param shard which part of the stream, as planned
     * @param definition how to read, as planned
     * @param cursor where
     * @return the page
     * @throws ConnectorException of kind {@code INVALID} if the cursor is none of this stream's
     */
    SyncPage read(String shard, PartitionDefinition definition, Cursor cursor);

    /**
     * Computes what a full read would cost at the very least.
     *
     * @param size what it has yielded
     * @return the cost, or empty if there is no formula for this stream
     */
    default Optional<ReadCost> leastCost(StreamSize size) {
        return Optional.empty();
    }
}
