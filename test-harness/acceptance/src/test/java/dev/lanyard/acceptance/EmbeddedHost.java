package dev.lanyard.acceptance;

import dev.lanyard.host.export.JsonLinesExport;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.plugin.PluginLoader;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.host.sync.SyncOptions;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.config.ConnectorConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A host in this process, with the packed connector in its own class loader, for tests that sync many times. Loading
 * the jar takes longer than a sync of a small tenant, so that all of them in a process share one.
 */
final class EmbeddedHost {

    private static final LoadedPlugin PLUGIN = PluginLoader.load(House.CONNECTOR_JAR);

    private final EntraSimulator simulator;

    EmbeddedHost(EntraSimulator simulator) {
        this.simulator = simulator;
    }

    /** Syncs with some settings, and expects readers to see something new. */
    SyncOutcome sync(Path store, SyncMode mode, Map<String, String> settings) {
        SyncOptions options = SyncOptions.standard()
                .withMode(mode)
                .withSettings(settings)
                .withAcceptFall(true)
                .withWorkers(3);
        return sync(store, options, settings);
    }

    SyncOutcome sync(Path store, SyncOptions options, Map<String, String> settings) {
        try (Connector connector = PLUGIN.open(config(settings), EmbeddedHostServices.standard())) {
            SyncOutcome outcome = new SyncEngine(PLUGIN.descriptor(), connector, Store.open(store), options)
                    .run(SyncListener.SILENT, new CancellationSource());
            outcome.failure().ifPresent(failure -> {
                throw failure;
            });
            return outcome;
        }
    }

    /** Syncs some streams in full, and answers what readers see. */
    List<String> full(Path store, Map<String, String> settings, String... streams) {
        sync(
                store,
                SyncOptions.standard()
                        .withMode(SyncMode.FULL)
                        .withSettings(settings)
                        .withAcceptFall(true)
                        .withStreams(Set.of(streams)),
                settings);
        return export(store);
    }

    static List<String> export(Path store) {
        try (StoreReader reader = Store.open(store).read().orElseThrow()) {
            StringWriter out = new StringWriter();
            JsonLinesExport.write(reader, out);
            return out.toString().lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConnectorConfig config(Map<String, String> settings) {
        return PLUGIN.descriptor().schema().configure(with(settings));
    }

    /** Settings with those that lead to the simulator. */
    Map<String, String> with(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "tenantId", simulator.tenantId(),
                "clientId", simulator.clientId(),
                "clientSecret", simulator.clientSecret(),
                "graphDomain", "custom",
                "graphUrl", simulator.url(),
                "authorityUrl", simulator.url() + "/",
                "trustedCertificates", simulator.caPem()));
        all.putAll(settings);
        return all;
    }
}
