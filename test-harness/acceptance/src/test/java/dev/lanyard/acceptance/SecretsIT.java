package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens, and however much is logged: no secret, token or password is written anywhere but in the vault. */
class SecretsIT {

    private static final String MARKER = "Marker~53cr3t~0f~the~tenant";
    private static final String PASSWORD = "Marker-Pa55word-0f-Ann";

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

    @Test
    void aPassword_isInTheVault_andNowhereElse(@TempDir Path folder) throws Exception {
        SimulatorOptions options =
                SimulatorOptions.of(new TenantShape(40, 10, 60, 17)).thatWrites();
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, options)) {
            Path outside = Files.createDirectory(folder.resolve("outside"));
            Files.writeString(outside.resolve("password.txt"), PASSWORD);
            tenant.simulator().setDirectoryRoles(DirectoryRole.USER_ADMINISTRATOR);
            String said = traced(tenant, "vault", "create-key", "outside/vault.key");
            said += traced(tenant, creation("plan", "--password-file", "outside/password.txt", "--dry-run"));
            said += traced(tenant, creation("given", "--password-file", "outside/password.txt"));
            assertThat(said).as("what is made").contains("changed: create").contains("***");
            tenant.simulator().setFaults(Fault.of("POST /users", Fault.Kind.MALFORMED));
            said += traced(tenant, creation("malformed", "--password-file", "outside/password.txt"));
            tenant.simulator().setFaults(Fault.status("*", 403));
            said += traced(tenant, creation("refused", "--password-file", "outside/password.txt"));
            tenant.simulator().setFaults();
            said += traced(tenant, creation("random"));
            said += traced(tenant, creation("random"));
            said += traced(tenant, "sync", "--config", "tenant.properties", "--store", "t.db", "--stats", "stats.json");
            said += traced(tenant, "export", "--store", "t.db", "--output", "export.jsonl");
            Files.writeString(folder.resolve("said.txt"), said);

            String made = password(tenant, "random");
            assertThat(made).as("the vault tells it when asked").hasSizeGreaterThan(15);
            assertThat(password(tenant, "given")).isEqualTo(PASSWORD);
            deleteAnswers(folder);
            everythingIn(folder).forEach((name, text) -> {
                if (!name.startsWith("outside")) {
                    assertThat(text).as(name).doesNotContain(PASSWORD).doesNotContain(made);
                }
            });
        }
    }

    private static String[] creation(String name, String... further) {
        List<String> command = new ArrayList<>(List.of(
                "account",
                "create",
                "--config",
                "tenant.properties",
                "--store",
                "t.db",
                "--vault-key",
                "outside/vault.key",
                "--set",
                "displayName=" + name,
                "--set",
                "mailNickname=" + name,
                "--set",
                "userPrincipalName=" + name + "@fabrikam.onmicrosoft.com"));
        command.addAll(List.of(further));
        return command.toArray(String[]::new);
    }

    /** What the vault keeps for an account, asked for on purpose. */
    private static String password(ConnectedTenant tenant, String name) throws Exception {
        LanyardCommand.Outcome outcome = tenant.lanyard()
                .run(
                        "vault",
                        "get",
                        name + "@fabrikam.onmicrosoft.com",
                        "--config",
                        "tenant.properties",
                        "--store",
                        "t.db",
                        "--vault-key",
                        "outside/vault.key");
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return outcome.output().strip();
    }

    /** What a command printed is in a file here, and the vault's command was asked to print a password. */
    private static void deleteAnswers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("(output|errors).*[.]txt")) {
                    Files.delete(file);
                }
            }
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
