package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said in one line, with the remedy, and leaves nothing behind. */
class ErrorsForPeopleIT {

    private static final SimulatorOptions OPTIONS = SimulatorOptions.of(new TenantShape(50, 10, 80, 3));

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // Set before any test.
    private static ConnectedTenant tenant;

    @BeforeAll
    static void start() {
        tenant = ConnectedTenant.start(folder, OPTIONS);
    }

    @BeforeEach
    void putRight() {
        tenant.configure(Map.of());
        tenant.simulator().setRoles(OPTIONS.roles());
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void wrongSecret_namesTheSetting() throws Exception {
        tenant.configure(Map.of("clientSecret", "not-the-secret"));

        expectOneClearLine("clientSecret");
    }

    @Test
    void unknownTenant_namesTheSetting() throws Exception {
        tenant.configure(Map.of("tenantId", "00000000-1111-2222-3333-444444444444"));

        expectOneClearLine("tenantId");
    }

    @Test
    void unknownClient_namesTheSetting() throws Exception {
        tenant.configure(Map.of("clientId", "00000000-1111-2222-3333-444444444444"));

        expectOneClearLine("clientId");
    }

    @Test
    void missingPermission_namesThePermission() throws Exception {
        tenant.simulator().setRoles(List.of("GroupMember.Read.All"));

        expectOneClearLine("User.Read.All");
    }

    @Test
    void otherGraphThanTheLoginKnows_namesTheSetting() throws Exception {
        tenant.configure(Map.of("graphUrl", "https://localhost:" + closedPort()));

        expectOneClearLine("graphUrl");
    }

    @Test
    void unreachableHost_namesTheSetting() throws Exception {
        tenant.configure(Map.of("authorityUrl", "https://localhost:" + closedPort() + "/"));

        expectOneClearLine("authorityUrl");
    }

    @Test
    void untrustedCertificate_namesTheSetting() throws Exception {
        tenant.configure(Map.of("trustedCertificates", ""));

        expectOneClearLine("trustedCertificates");
    }

    @Test
    void malformedIds_eachNamesItsSetting() throws Exception {
        tenant.configure(Map.of("tenantId", "not a tenant", "clientId", "4711"));

        expectClearLines("tenantId", "clientId");
    }

    private void expectOneClearLine(String name) throws IOException, InterruptedException {
        expectClearLines(name);
    }

    private void expectClearLines(String... names) throws IOException, InterruptedException {
        LanyardCommand.Outcome outcome =
                tenant.lanyard().run("sync", "--config", "tenant.properties", "--store", "tenant.db");

        String everything = outcome.everything();
        assertThat(outcome.exitCode()).as(everything).isEqualTo(1);
        List<String> lines = outcome.errors()
                .lines()
                .filter(line -> line.startsWith("error: "))
                .toList();
        assertThat(lines).as(everything).hasSameSizeAs(names);
        for (int i = 0; i < names.length; i++) {
            assertThat(lines.get(i)).contains(names[i]);
        }
        assertThat(outcome.errors()).contains("remedy: ");
        assertThat(everything).doesNotContain("\tat ", "Exception", "not-the-secret");
        assertThat(folder.resolve("tenant.db"))
                .as("nothing is written to the store")
                .doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("tenant.db")))
                    .isEmpty();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
