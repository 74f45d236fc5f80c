package dev.lanyard.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void simulate_writesItsFiles_saysWhenItIsReady_andStopsWhenAsked() throws IOException, InterruptedException {
        Path trust = folder.resolve("trust.pem");
        Path config = folder.resolve("tenant.properties");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.lanyard.simulator.cli.SimulateMain",
                        "--users=20",
                        "--groups=12",
                        "--memberships=30",
                        "--service-principals=15",
                        "--assignments=40",
                        "--trust-out=" + trust,
                        "--config-out=" + config)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();

            assertThat(ready)
                    .contains(
                            "https://localhost:",
                            "20 users, 12 groups, 30 memberships",
                            "15 service principals, 40 assignments");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                    .isEqualTo("rw-------");
            Properties settings = new Properties();
            settings.load(Files.newBufferedReader(config));
            assertThat(settings.stringPropertyNames())
                    .containsExactlyInAnyOrder(
                            "connector",
                            "tenantId",
                            "clientId",
                            "clientSecret",
                            "graphDomain",
                            "graphUrl",
                            "authorityUrl",
                            "trustedCertificates");
            assertThat(ready).contains(settings.getProperty("graphUrl"));
            assertThat(settings.getProperty("authorityUrl")).isEqualTo(settings.getProperty("graphUrl") + "/");
            assertThat(settings.getProperty("trustedCertificates")).isEqualTo("${file:" + trust + "}");
            assertThat(Files.readString(trust)).startsWith("-----BEGIN CERTIFICATE-----");
            // Not process.destroy(), which would close the stream, too.
            process.toHandle().destroy();
            assertThat(out.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void simulate_withAConfigurationButNoCertificate_saysWhatIsMissing() {
        StringWriter err = new StringWriter();

        int code = new CommandLine(new SimulateCommand())
                .setErr(new PrintWriter(err))
                .execute("--config-out=" + folder.resolve("tenant.properties"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--trust-out");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void simulate_withATenantThatCannotBe_saysWhy() {
        StringWriter err = new StringWriter();

        int code = new CommandLine(new SimulateCommand())
                .setErr(new PrintWriter(err))
                .execute("--users=1", "--groups=1", "--memberships=5000");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("fewer memberships");
    }

    @Test
    void simulate_intoAFolderThatIsNotThere_saysSo() {
        StringWriter err = new StringWriter();

        int code = new CommandLine(new SimulateCommand())
                .setErr(new PrintWriter(err))
                .execute("--users=1", "--groups=0", "--memberships=0", "--trust-out=" + folder.resolve("no/t.pem"));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("no/t.pem").doesNotContain("Exception");
    }

    @Test
    @SuppressWarnings("rawtypes") // services are found by their raw type
    void theCommand_isFoundByTheService() {
        List<String> commands = ServiceLoader.load(Callable.class).stream()
                .map(provider -> provider.type().getName())
                .toList();

        assertThat(commands).contains(SimulateCommand.class.getName());
    }
}
