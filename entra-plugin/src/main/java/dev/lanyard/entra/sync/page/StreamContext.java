package dev.lanyard.entra.sync.page;

import dev.lanyard.entra.config.ReadingSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.spi.sync.SyncPage;
import java.time.Clock;

/**
 * What every stream of a connector works with.
 *
 * @param door the way to Graph
 * @param reading what of the tenant is read
 * @param settings the fingerprint of all settings on which records depend
 * @param clock the host's clock
 * @param deltaStarts from where changes are read that come after a full read
 */
public record StreamContext(
        GraphDoor door, ReadingSettings reading, String settings, Clock clock, DeltaStarts deltaStarts) {

    /**
     * Makes the context of one connector.
     *
     * @param door the way to Graph
     * @param reading what of the tenant is read
     * @param settings the fingerprint of all settings on which records depend
     * @param clock the host's clock
     * @return a context that has not begun anything
     */
    public static StreamContext of(GraphDoor door, ReadingSettings reading, String settings, Clock clock) {
        return new StreamContext(door, reading, settings, clock, new DeltaStarts(door));
    }

    /**
     * Makes the last page of a partition, with a checkpoint where Graph tells changes later.
     *
     * @param page everything that was found
     * @param stream the id of the stream
     * @param shard which part of it; empty for the whole
     * @param marks from where to go on; without {@link Marks#DELTA} nothing can go on
     * @return the page, whose checkpoint is good for as long as the settings stay
     */
    public SyncPage last(PageBuilder page, String stream, String shard, Marks marks) {
        return marks.get(Marks.DELTA).isPresent()
                ? page.last(new StreamCheckpoint(settings, marks).of(stream, shard))
                : page.last();
    }
}
