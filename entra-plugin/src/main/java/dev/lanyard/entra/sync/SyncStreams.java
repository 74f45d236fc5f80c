package dev.lanyard.entra.sync;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that can be read from a tenant. Safe for use by many threads. */
public final class SyncStreams {

    private static final List<StreamDescriptor> DESCRIPTORS =
            List.of(AccountsStream.DESCRIPTOR, GroupsStream.DESCRIPTOR);

    private final Map<String, GraphStream> streams = new LinkedHashMap<>();

    /**
     * Makes the streams of one connector.
     *
     * @param door the connector's door to Graph
     */
    public SyncStreams(GraphDoor door) {
        for (GraphStream stream : List.of(new AccountsStream(door), new GroupsStream(door))) {
            streams.put(stream.descriptor().id(), stream);
        }
    }

    /**
     * Describes every stream, without any connection.
     *
     * @return unmodifiable
     */
    public static List<StreamDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    /**
     * Splits a sync into partitions. Sends nothing.
     *
     * @param request what to read
     * @return the partitions, in the order of {@link #descriptors()}
     * @throws ConnectorException of kind {@code UNSUPPORTED} for an unknown stream, or for any checkpoint: no stream
     *     here is incremental
     */
    public List<SyncPartition> plan(SyncRequest request) {
        request.streams().forEach(this::stream);
        if (!request.checkpoints().isEmpty()) {
            throw ConnectorException.of(
                            ErrorKind.UNSUPPORTED,
                            "the stream '" + request.checkpoints().get(0).stream() + "' cannot be read incrementally",
                            "ask for a full sync, without checkpoints")
                    .build();
        }
        PartitionDefinition definition = new PartitionDefinition(request.pageSize());
        List<SyncPartition> partitions = new ArrayList<>();
        streams.forEach((id, stream) -> {
            if (request.streams().contains(id)) {
                partitions.addAll(stream.plan(definition));
            }
        });
        return partitions;
    }

    /**
     * Reads one page.
     *
     * @param partition one that {@link #plan} answered, here or in another process
     * @param cursor where
     * @return the page
     * @throws ConnectorException of kind {@code INVALID} if the partition or cursor is not one of this connector's
     */
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        GraphStream stream = stream(partition.stream());
        if (partition.incremental() || !partition.shard().isEmpty()) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "the partition of '" + partition.stream() + "' is not one of this connector's",
                            "plan the sync again, and read the partitions of that plan")
                    .build();
        }
        return stream.read(PartitionDefinition.parse(partition.definition()), cursor);
    }

    private GraphStream stream(String id) {
        GraphStream stream = streams.get(id);
        if (stream == null) {
            throw ConnectorException.of(
                            ErrorKind.UNSUPPORTED,
                            "there is no stream '" + id + "'",
                            "choose from " + String.join(", ", streams.keySet()))
                    .build();
        }
        return stream;
    }
}
