package dev.lanyard.host.cli.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.cli.Lanyard;
import dev.lanyard.host.sync.ForkedJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Passwords go into the vault, and are seen nowhere else. */
class PasswordCommandsTest extends ChangeBench {

    @Test
    void password_suppliedOrMade_isInTheVault_andOnlyThere() throws Exception {
        for (String[] command : List.of(
                new String[] {"account", "create", "--set", "displayName=cleo", "--password-file", passwordFile()},
                new String[] {"account", "create", "--set", "displayName=dan", "--json"},
                new String[] {"account", "rotate-password", "user/broken", "--password-file", passwordFile()},
                new String[] {"account", "rotate-password", "user/refused", "--json"})) {
            String shown = runAloud(command);
            assertThat(shown)
                    .contains("asked for", "lanyard.audit - {")
                    .doesNotContain(SUPPLIED)
                    .doesNotContain(ChangingPlugin.GENERATED);
        }
        assertThat(get("password/user/cleo")).isEqualTo(SUPPLIED);
        assertThat(get("DAN@contoso.example")).isEqualTo(ChangingPlugin.GENERATED);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> searched = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("password.txt")
                            && !file.toString().endsWith(".jar"))
                    .toList();
            assertThat(searched).hasSizeGreaterThanOrEqualTo(5);
            for (Path file : searched) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SUPPLIED)
                        .doesNotContain(ChangingPlugin.GENERATED);
            }
        }
        assertThat(trail()).hasSize(4);
    }

    @Test
    void vaultList_showsKeysAndLabels_butNoSecret() {
        run("account", "create", "--set", "displayName=cleo", "--password-file", passwordFile());
        assertThat(run("vault", "list")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString())
                .containsPattern("password/user/cleo +cleo@contoso.example +sample ")
                .doesNotContain(SUPPLIED);
        assertThat(run("vault", "list", "--json")).isZero();
        assertThat(json().at("/0/key").asText()).isEqualTo("password/user/cleo");
        assertThat(out.toString()).doesNotContain(SUPPLIED);
    }

    @Test
    void vaultGet_ofAnotherStoreOrUnknown_saysSo() {
        assertThat(run("vault", "get", "cleo")).isEqualTo(1);
        assertThat(err.toString()).contains("tenant.db does not exist");
        run("account", "create", "--set", "displayName=cleo");
        assertThat(run("vault", "get", "dan")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing under 'dan'").contains("lanyard vault list");
        assertThat(run("vault", "get", "password/user/cleo", "--json")).isZero();
        assertThat(json().get("secret").asText()).isEqualTo(ChangingPlugin.GENERATED);
    }

    @Test
    void withoutKeyOrWithAnother_noAccountIsMade() {
        String[] create = arguments("account", "create", "--set", "displayName=cleo");
        String[] withoutKey = Stream.of(create).limit(create.length - 2).toArray(String[]::new);
        assertThat(runPlainly(withoutKey)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("failed: create new user: there is no key for the vault")
                .contains("--vault-key")
                .contains("LANYARD_VAULT_KEY");
        assertThat(run("account", "create", "--set", "displayName=dan")).isZero();
        runPlainly("vault", "create-key", folder.resolve("other.key").toString());
        create[create.length - 1] = folder.resolve("other.key").toString();
        assertThat(runPlainly(create)).isEqualTo(1);
        assertThat(out.toString()).contains("the key does not open the vault");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void passwordFile_missingOrEmpty_isRefused() throws IOException {
        Path file = folder.resolve("nothing.txt");
        for (int i = 0; i < 2; i++) {
            assertThat(run("account", "create", "--set", "displayName=cleo", "--password-file", file.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("there is no password at file:" + file);
            Files.writeString(file, "\n");
        }
        assertThat(calls()).isEmpty();
    }

    @Test
    void createKey_neverReplacesAKey() throws IOException {
        String key = Files.readString(folder.resolve("vault.key"));
        assertThat(runPlainly("vault", "create-key", folder.resolve("vault.key").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("exists already");
        assertThat(Files.readString(folder.resolve("vault.key"))).isEqualTo(key);
    }

    /** In a process of its own, in which everyone logs everything. */
    private String runAloud(String... words) throws IOException, InterruptedException {
        Process process = ForkedJava.start(Lanyard.class, List.of("-DLANYARD_LOG_LEVEL=trace"), arguments(words));
        String shown = ForkedJava.output(process);
        process.waitFor();
        return shown;
    }

    private String get(String name) {
        assertThat(run("vault", "get", name)).as(err.toString()).isZero();
        return out.toString().strip();
    }
}
