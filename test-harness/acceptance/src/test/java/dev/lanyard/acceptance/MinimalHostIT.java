package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of under a hundred lines really reads a tenant, with nothing of the harness on its class path. */
class MinimalHostIT {

    @Test
    void minimalHost_tellsEveryRecord(@TempDir Path folder) throws Exception {
        try (EntraSimulator simulator = EntraSimulator.start(SimulatorOptions.of(new TenantShape(120, 30, 300, 9)))) {
            Path settings = folder.resolve("settings.properties");
            write(settings, simulator);
            Path output = folder.resolve("output.txt");

            Process host = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            "dev.lanyard.examples.minimal.MinimalHost",
                            House.CONNECTOR_JAR.toString(),
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(host.waitFor(5, TimeUnit.MINUTES)).isTrue();
            List<String> lines = Files.readAllLines(output);
            assertThat(host.exitValue()).as(String.join("\n", lines)).isZero();
            assertThat(new TreeSet<>(lines))
                    .containsAll(ExpectedExport.of(simulator.state()).keySet());
        }
    }

    /** As README tells to run it. */
    private static String classPath() {
        return Stream.of("target/*", "target/lib/*")
                .map(jars -> House.ROOT
                        .resolve("examples/minimal-host")
                        .resolve(jars)
                        .toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static void write(Path file, EntraSimulator simulator) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("tenantId", simulator.tenantId());
        settings.setProperty("clientId", simulator.clientId());
        settings.setProperty("clientSecret", simulator.clientSecret());
        settings.setProperty("graphDomain", "custom");
        settings.setProperty("graphUrl", simulator.url());
        settings.setProperty("authorityUrl", simulator.url() + "/");
        settings.setProperty("trustedCertificates", simulator.caPem());
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
    }
}
