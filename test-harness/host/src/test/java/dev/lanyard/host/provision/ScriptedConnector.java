package dev.lanyard.host.provision;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A connector that answers changes as a test says, and remembers what it was asked. */
final class ScriptedConnector implements Connector {

    final List<List<ChangeRequest>> asked = new ArrayList<>();
    private final Function<ChangeRequest, ChangeResult> answers;

    ScriptedConnector(Function<ChangeRequest, ChangeResult> answers) {
        this.answers = answers;
    }

    @Override
    public List<ChangeResult> apply(List<ChangeRequest> requests) {
        asked.add(requests);
        return requests.stream().map(answers).toList();
    }

    @Override
    public CheckReport check() {
        return new CheckReport(List.of());
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        return List.of();
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return Map.of();
    }

    @Override
    public void close() {}
}
