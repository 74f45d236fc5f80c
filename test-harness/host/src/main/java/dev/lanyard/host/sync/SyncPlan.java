package dev.lanyard.host.sync;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks the connector for a plan, and sees that it is one that can be stored and resumed. */
final class SyncPlan {

    private record Identity(String stream, String shard) {}

    private SyncPlan() {}

    static List<SyncPartition> of(Connector connector, SyncRequest request, Backoff backoff, StopSignal stop) {
        List<SyncPartition> partitions = ask(connector, request, backoff, stop);
        Set<Identity> identities = new HashSet<>();
        for (SyncPartition partition : partitions) {
            if (!request.streams().contains(partition.stream())) {
                throw defect("plans the stream '" + partition.stream() + "', which was not asked for");
            }
            if (!identities.add(new Identity(partition.stream(), partition.shard()))) {
                throw defect(
                        "plans the shard '" + partition.shard() + "' of the stream '" + partition.stream() + "' twice");
            }
        }
        return partitions;
    }

    private static List<SyncPartition> ask(Connector connector, SyncRequest request, Backoff backoff, StopSignal stop) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connector.plan(request);
            } catch (ConnectorException e) {
                Duration wait = backoff.after(attempt, e);
                if (!backoff.allows(attempt, e) || !stop.sleep(wait)) {
                    throw e;
                }
            }
        }
    }

    private static ConnectorException defect(String what) {
        return ConnectorException.of(
                        ErrorKind.DEFECT, "the connector " + what, "report this to the author of the connector")
                .build();
    }
}
