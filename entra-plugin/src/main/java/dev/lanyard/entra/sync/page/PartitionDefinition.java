package dev.lanyard.entra.sync.page;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream needs to know to read a partition.
 *
 * @param pageSize how many objects to ask Graph for at a time, from 1 to 999
 * @param since from where to read the changes, or empty to read everything
 */
public record PartitionDefinition(int pageSize, Optional<StreamCheckpoint> since) {

    private static final Pattern TEXT = Pattern.compile("pageSize=(\\d{1,3})(;since=(.*))?");

    /**
     * Makes the platform's partition.
     *
     * @param stream the id of the stream
     * @param shard which part of it
     * @return the partition; its definition is for example {@code pageSize=999}
     */
    public SyncPartition partition(String stream, String shard) {
        String definition = "pageSize=" + pageSize
                + since.map(checkpoint -> ";since=" + checkpoint.text()).orElse("");
        return new SyncPartition(stream, shard, since.isPresent(), definition);
    }

    /**
     * Reads the definition of a partition.
     *
     * @param partition one that {@link #partition} made
     * @param settings the fingerprint of the settings now in force
     * @return the definition
     * @throws ConnectorException of kind {@code INVALID} if the text has another form, {@code CHECKPOINT_EXPIRED} if
     *     the checkpoint within was made under other settings
     */
    public static PartitionDefinition parse(SyncPartition partition, String settings) {
        Matcher matcher = TEXT.matcher(partition.definition());
        int pageSize = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (pageSize < 1
                || pageSize > SyncRequest.MAX_PAGE_SIZE
                || (matcher.group(3) != null) != partition.incremental()) {
            throw foreign(partition);
        }
        return new PartitionDefinition(
                pageSize, Optional.ofNullable(matcher.group(3)).map(text -> StreamCheckpoint.parse(text, settings)));
    }

    /**
     * The error for a partition that was planned by something else.
     *
     * @param partition the partition
     * @return the exception to throw
     */
    public static ConnectorException foreign(SyncPartition partition) {
        return ConnectorException.of(
                        ErrorKind.INVALID,
                        "the partition of '" + partition.stream() + "' is not one of this connector's",
                        "plan the sync again, and read the partitions of that plan")
                .build();
    }
}
