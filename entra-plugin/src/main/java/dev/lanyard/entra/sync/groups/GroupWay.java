package dev.lanyard.entra.sync.groups;

import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Position;
import dev.lanyard.spi.sync.SyncPage;
import java.util.OptionalLong;

/**
 * A way to read groups together with their members and owners. All ways yield the same records; they differ in what
 * they cost and in where Graph offers them. Keeps nothing between pages; safe for use by many threads.
 */
interface GroupWay {

    /** The word that names this way in a cursor. */
    String id();

    /** How this way asks, in words for a notice. */
    String description();

    /**
     * Reads the first page.
     *
     * @param page to be filled
     * @param definition how to read
     * @param total how many groups there are, if known
     * @return the filled page
     */
    SyncPage start(PageBuilder page, PartitionDefinition definition, OptionalLong total);

    /**
     * Reads a later page.
     *
     * @param page to be filled
     * @param definition how to read
     * @param position one whose way is this one
     * @return the filled page
     */
    SyncPage read(PageBuilder page, PartitionDefinition definition, Position position);
}
