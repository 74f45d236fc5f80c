package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A simulated tenant, and a folder with a plugins folder and a configuration that leads to it. */
final class ConnectedTenant implements AutoCloseable {

    private final EntraSimulator simulator;
    private final Path folder;
    private String javaOptions = LanyardCommand.SHORT_LIVED;

    private ConnectedTenant(EntraSimulator simulator, Path folder) {
        this.simulator = simulator;
        this.folder = folder;
    }

    static ConnectedTenant start(Path folder, TenantShape shape) {
        return start(folder, SimulatorOptions.of(shape));
    }

    static ConnectedTenant start(Path folder, SimulatorOptions options) {
        ConnectedTenant tenant = new ConnectedTenant(EntraSimulator.start(options), folder);
        try {
            Path plugins = Files.createDirectories(folder.resolve("plugins"));
            Files.copy(House.CONNECTOR_JAR, plugins.resolve("entra.jar"));
            Files.writeString(folder.resolve("trust.pem"), tenant.simulator.caPem());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        tenant.configure(Map.of());
        return tenant;
    }

    EntraSimulator simulator() {
        return simulator;
    }

    /** Writes the configuration anew, some settings replaced; an empty value leaves one out. */
    void configure(Map<String, String> changes) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "connector",
                "entra-id",
                "tenantId",
                simulator.tenantId(),
                "clientId",
                simulator.clientId(),
                "clientSecret",
                "${env:TENANT_SECRET}",
                "graphDomain",
                "custom",
                "graphUrl",
                simulator.url(),
                "authorityUrl",
                simulator.url() + "/",
                "trustedCertificates",
                "${file:trust.pem}"));
        settings.putAll(changes);
        settings.values().removeIf(String::isEmpty);
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            Files.writeString(folder.resolve("tenant.properties"), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Options for the JVM in which host and connector run, from now on; by default those of one that ends soon. */
    void javaOptions(String options) {
        this.javaOptions = options;
    }

    LanyardCommand lanyard() {
        return new LanyardCommand(folder)
                .with("TENANT_SECRET", simulator.clientSecret())
                .with("LANYARD_JAVA_OPTS", javaOptions);
    }

    /** Syncs into a store of this name, and expects it to go well. */
    JsonNode sync(String store) throws IOException, InterruptedException {
        LanyardCommand.Outcome outcome =
                lanyard().run("sync", "--config", "tenant.properties", "--store", store, "--stats", store + ".json");
        assertThat(outcome.exitCode()).as(outcome.everything()).isZero();
        return new ObjectMapper().readTree(folder.resolve(store + ".json").toFile());
    }

    List<String> export(String store) throws IOException, InterruptedException {
        Path file = folder.resolve(store + ".jsonl");
        LanyardCommand.Outcome outcome = lanyard().run("export", "--store", store, "--output", file.toString());
        assertThat(outcome.exitCode()).as(outcome.everything()).isZero();
        return Files.readAllLines(file);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
