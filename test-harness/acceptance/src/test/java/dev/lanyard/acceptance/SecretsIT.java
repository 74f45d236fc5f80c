package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens, and however much is logged: no secret and no token is written anywhere. */
class SecretsIT {

    private static final String MARKER = "Marker~53cr3t~0f~the~tenant";

    @Test
    void secretAndTokens_areNowhere(@TempDir Path folder) throws Exception {
        SimulatorOptions options =
                SimulatorOptions.of(new TenantShape(200, 40, 600, 17)).withClientSecret(MARKER);
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, options)) {
            String said = "";
            said += traced(tenant, "check", "--config", "tenant.properties");
            said += traced(tenant, "sync", "--config", "tenant.properties", "--store", "t.db", "--stats", "stats.json");
            assertThat(said).as("the log was really on").contains("TRACE").contains("graph");
            said += traced(tenant, "export", "--store", "t.db", "--output", "export.jsonl");
            tenant.simulator().setFaults(Fault.status("*", 403));
            said += traced(tenant, "sync", "--config", "tenant.properties", "--store", "failed.db");
            tenant.simulator().setFaults(Fault.of("*", Fault.Kind.MALFORMED).times(2));
            said += traced(tenant, "check", "--config", "tenant.properties");
            tenant.simulator().setFaults();
            tenant.configure(Map.of("tenantId", "00000000-1111-2222-3333-444444444444"));
            said += traced(tenant, "sync", "--config", "tenant.properties", "--store", "failed.db");
            Files.writeString(folder.resolve("said.txt"), said);

            Map<String, String> written = everythingIn(folder);
            assertThat(written.keySet()).anyMatch(name -> name.startsWith("t.db"));
            written.forEach((name, text) -> assertThat(text)
                    .as(name)
                    .doesNotContain(MARKER)
                    .doesNotContain("Marker%7E53cr3t")
                    // Every access token is a JWT, and every JWT begins so.
                    .doesNotContain("eyJ")
                    .doesNotContainPattern("Bearer [A-Za-z0-9]"));
        }
    }

    private static String traced(ConnectedTenant tenant, String... arguments) throws IOException, InterruptedException {
        return tenant.lanyard()
                .with("LANYARD_LOG_LEVEL", "TRACE")
                .run(arguments)
                .everything();
    }

    private static Map<String, String> everythingIn(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .toList();
        }
        for (Path file : files) {
            texts.put(
                    folder.relativize(file).toString(),
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return texts;
    }
}
