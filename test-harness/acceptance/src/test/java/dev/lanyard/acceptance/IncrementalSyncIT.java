package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sync of changes leaves behind is what a full sync would have read, byte for byte. */
class IncrementalSyncIT {

    private static final int CHANGES = 1_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void fullThenChangesThenIncremental_equalsAFreshFullSync(long seed) {
        TenantShape shape = new TenantShape(150, 50, 600, 40, 250, seed);
        try (EntraSimulator simulator = EntraSimulator.start(SimulatorOptions.of(shape))) {
            EmbeddedHost host = new EmbeddedHost(simulator);
            Path store = folder.resolve("followed.db");
            host.sync(store, SyncMode.FULL, Map.of());
            List<String> before = EmbeddedHost.export(store);

            RandomChanges changes = new RandomChanges(simulator.tenant(), seed);
            changes.make(CHANGES);
            SyncOutcome outcome = host.sync(store, SyncMode.INCREMENTAL, Map.of());

            assertThat(outcome.kind().changes()).isTrue();
            assertThat(outcome.readWhole()).isEmpty();
            Path fresh = folder.resolve("fresh.db");
            host.sync(fresh, SyncMode.FULL, Map.of());
            assertThat(EmbeddedHost.export(store))
                    .isNotEqualTo(before)
                    .containsExactlyElementsOf(EmbeddedHost.export(fresh));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void underSettingsThatLeaveThingsOut_itEqualsAFreshFullSyncToo(long seed) {
        Map<String, String> settings = Map.of(
                "includeGuests", "false",
                "includeDeleted", "true",
                "skipOnPremisesGroups", "true",
                "keepOnPremisesMembers", "true",
                "skipUnassignedApplications", "true");
        TenantShape shape = new TenantShape(150, 60, 700, 40, 250, 3);
        try (EntraSimulator simulator = EntraSimulator.start(SimulatorOptions.of(shape))) {
            EmbeddedHost host = new EmbeddedHost(simulator);
            Path store = folder.resolve("followed.db");
            host.sync(store, SyncMode.FULL, settings);
            new RandomChanges(simulator.tenant(), seed).make(300);
            SyncOutcome outcome = host.sync(store, SyncMode.INCREMENTAL, settings);

            assertThat(outcome.readWhole()).isEmpty();
            Path fresh = folder.resolve("fresh.db");
            host.sync(fresh, SyncMode.FULL, settings);
            assertThat(EmbeddedHost.export(store)).containsExactlyElementsOf(EmbeddedHost.export(fresh));
        }
    }
}
