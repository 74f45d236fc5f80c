package dev.lanyard.entra.testing;

import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.SimulatedConnector;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A small simulated tenant, and the whole connector to check and read it under any settings. */
public final class ConnectedTenant implements AutoCloseable {

    /**
     * What reading a stream has yielded.
     *
     * @param keys of the records, without those that take something back
     * @param notices what could not be read
     */
    public record Found(Set<String> keys, List<Notice> notices) {}

    private final EntraSimulator simulator =
            EntraSimulator.start(SimulatorOptions.of(new TenantShape(40, 20, 120, 12, 40, 3)));
    private final TestHost host = new TestHost(simulator.clock().withZone(ZoneOffset.UTC));

    /** The tenant's side. */
    public EntraSimulator simulator() {
        return simulator;
    }

    /** Grants everything that a stream or setting can make use of, but none of these. */
    public void grantAllBut(List<String> missing) {
        Set<String> granted = new TreeSet<>();
        new EntraPlugin()
                .descriptor().streams().stream()
                        .map(StreamDescriptor::permissions)
                        .forEach(needed -> needed.forEach(each -> granted.add(each.least())));
        EntraSchema.schema().fields().forEach(field -> field.permissions().forEach(each -> granted.add(each.least())));
        missing.forEach(granted::remove);
        simulator.setRoles(List.copyOf(granted));
    }

    /** Grants exactly these. */
    public void grant(Set<String> granted) {
        simulator.setRoles(List.copyOf(granted));
    }

    /** Checks everything. */
    public CheckReport check(Map<String, String> settings) {
        try (Connector connector = open(settings)) {
            return connector.check();
        }
    }

    /** Checks one stream. */
    public CapabilityStatus check(Map<String, String> settings, String stream) {
        return check(settings).capabilities().stream()
                .filter(status -> status.capability().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    /** Reads one stream in full. */
    public Found read(Map<String, String> settings, String stream) {
        Found found = new Found(new TreeSet<>(), new ArrayList<>());
        try (Connector connector = open(settings)) {
            for (SyncPartition partition : connector.plan(SyncRequest.full(Set.of(stream)))) {
                Cursor cursor = Cursor.start();
                while (true) {
                    SyncPage page = connector.read(partition, cursor);
                    page.records().stream()
                            .filter(each -> !(each instanceof Removal))
                            .forEach(each -> found.keys().add(each.key().text()));
                    found.notices().addAll(page.notices());
                    if (!(page.next() instanceof NextStep.More more)) {
                        break;
                    }
                    cursor = more.cursor();
                }
            }
        }
        return found;
    }

    /** Opens a connector to this tenant; whatever is set replaces what leads to it. */
    public Connector open(Map<String, String> settings) {
        return open(settings, host);
    }

    /** The host that connectors are opened for, whose clock is the tenant's. */
    public TestHost host() {
        return host;
    }

    /** Opens a connector to this tenant for another host. */
    public Connector open(Map<String, String> settings, TestHost other) {
        // A while after the one before, so that none waits for what others have used up of Graph's limits.
        simulator.clock().advance(Duration.ofMinutes(1));
        Map<String, String> all = SimulatorSettings.of(simulator);
        all.putAll(settings);
        return SimulatedConnector.open(simulator, all, other);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
