package dev.lanyard.host.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.sync.ForkedJava;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {

    private static final VaultScope SCOPE = new VaultScope("sample", "s1");
    private static final VaultKey ANN = new VaultKey("password", "user/ann");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path file;
    private MasterKey key;

    @BeforeEach
    void makeKey() {
        file = folder.resolve("lanyard.vault");
        key = MasterKey.create(folder.resolve("vault.key"));
    }

    @Test
    void put_isThereForWhoeverOpensTheVaultAgain() {
        vault().put(ANN, "ann@contoso.example", Secret.of("geheim 🗝"));
        FileVault again = open(MasterKey.read(folder.resolve("vault.key")));
        assertThat(again.scoped(SCOPE).get(ANN)).contains(Secret.of("geheim 🗝"));
        assertThat(again.list()).containsExactly(new VaultEntry(SCOPE, ANN, "ann@contoso.example", CLOCK.instant()));
    }

    @Test
    void put_again_replaces_andRemove_forgets() {
        vault().put(ANN, "ann", Secret.of("one"));
        vault().put(ANN, "ann", Secret.of("two"));
        assertThat(vault().get(ANN)).contains(Secret.of("two"));
        vault().remove(ANN);
        vault().remove(ANN);
        assertThat(vault().get(ANN)).isEmpty();
        assertThat(open(key).list()).isEmpty();
    }

    @Test
    void secret_wipedByTheCallerAfterwards_isKept() {
        Secret secret = Secret.of("kept");
        vault().put(ANN, "ann", secret);
        secret.wipe();
        assertThat(vault().get(ANN)).contains(Secret.of("kept"));
    }

    @Test
    void scopes_doNotSeeEachOther() {
        vault().put(ANN, "ann", Secret.of("here"));
        Vault other = open(key).scoped(new VaultScope("sample", "s2"));
        other.put(ANN, "ann", Secret.of("there"));
        assertThat(vault().get(ANN)).contains(Secret.of("here"));
        other.remove(ANN);
        assertThat(vault().get(ANN)).contains(Secret.of("here"));
    }

    @Test
    void file_showsNothing_andOnlyItsOwnerCanReadIt() throws IOException {
        vault().put(ANN, "planted-label", Secret.of("planted-secret"));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .startsWith("LANYVLT")
                .doesNotContain("planted", "ann");
        for (String name : List.of("lanyard.vault", "lanyard.vault.lock", "vault.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(key + " " + open(key) + " " + vault() + open(key).list()).doesNotContain("planted-secret");
    }

    @Test
    void content_isEncryptedAnewEachTime() throws IOException {
        vault().put(ANN, "ann", Secret.of("same"));
        byte[] first = Files.readAllBytes(file);
        vault().put(ANN, "ann", Secret.of("same"));
        assertThat(Arrays.copyOfRange(Files.readAllBytes(file), 24, 60))
                .isNotEqualTo(Arrays.copyOfRange(first, 24, 60));
    }

    @Test
    void wrongKey_isToldAsSuch_andLosesNothing() throws IOException {
        vault().put(ANN, "ann", Secret.of("kept"));
        Vault before = vault();
        byte[] bytes = Files.readAllBytes(file);
        MasterKey wrong = MasterKey.create(folder.resolve("other.key"));
        assertThatThrownBy(() -> open(wrong))
                .satisfies(FileVaultTest::isToBePutRight)
                .hasMessageContaining("the key");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(before.get(ANN)).contains(Secret.of("kept"));
    }

    @Test
    void damage_ofAnyByte_isToldAndNeverOverwritten() throws IOException {
        vault().put(ANN, "ann", Secret.of("kept"));
        Vault vault = vault();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            refusesAndKeeps(vault, bad, "byte " + i);
        }
    }

    @Test
    void truncation_atAnyPlace_isToldAndNeverOverwritten() throws IOException {
        vault().put(ANN, "ann", Secret.of("kept"));
        Vault vault = vault();
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            refusesAndKeeps(vault, Arrays.copyOf(good, length), "length " + length);
        }
    }

    private void refusesAndKeeps(Vault vault, byte[] bad, String which) throws IOException {
        Files.write(file, bad);
        assertThatThrownBy(() -> vault.get(ANN)).as(which).satisfies(FileVaultTest::isToBePutRight);
        assertThatThrownBy(() -> vault.put(ANN, "ann", Secret.of("new")))
                .as(which)
                .satisfies(FileVaultTest::isToBePutRight);
        assertThat(Files.readAllBytes(file)).as(which).isEqualTo(bad);
    }

    @Test
    void crashBetweenWriteAndRename_leavesTheOldContent_andTheNextPutWorks() throws IOException {
        vault().put(ANN, "ann", Secret.of("old"));
        Files.writeString(folder.resolve("lanyard.vault.new"), "half of a vault");
        assertThat(vault().get(ANN)).contains(Secret.of("old"));
        vault().put(new VaultKey("password", "user/bob"), "bob", Secret.of("bob's"));
        assertThat(open(key).list()).hasSize(2);
        assertThat(folder.resolve("lanyard.vault.new")).doesNotExist();
    }

    @Test
    void killedWriter_losesNothingThatItsPutHasPromised() throws IOException, InterruptedException {
        List<String> promised = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Process writer = writer("round" + round, 100_000);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < 7 + round; i++) {
                    promised.add(lines.readLine());
                }
                writer.toHandle().destroyForcibly();
                lines.lines().forEach(promised::add);
            }
            writer.waitFor();
        }
        assertThat(owners()).containsAll(promised);
    }

    @Test
    void writersInManyThreadsAndProcesses_loseNoEntry() throws IOException, InterruptedException {
        Process first = writer("first", 40);
        Process second = writer("second", 40);
        List<Thread> threads = IntStream.range(0, 2)
                .mapToObj(each -> new Thread(() -> fill(open(key), "thread" + each, 40)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(first.waitFor()).as(ForkedJava.output(first)).isZero();
        assertThat(second.waitFor()).as(ForkedJava.output(second)).isZero();
        assertThat(owners()).hasSize(160);
    }

    @Test
    void create_whereThereIsOne_isRefused() {
        FileVault.create(file, key);
        assertThat(open(key).list()).isEmpty();
        assertThatThrownBy(() -> FileVault.create(file, key)).hasMessageContaining("exists already");
        assertThatThrownBy(() -> MasterKey.create(folder.resolve("vault.key"))).hasMessageContaining("exists already");
    }

    @Test
    void key_ofAnotherForm_isRefusedWithoutShowingIt() {
        for (String text : List.of("", "planted passphrase", "cGxhbnRlZA==")) {
            assertThatThrownBy(() -> MasterKey.parse(Secret.of(text), "LANYARD_VAULT_KEY"))
                    .satisfies(FileVaultTest::isToBePutRight)
                    .hasMessageContaining("LANYARD_VAULT_KEY holds no key")
                    .message()
                    .doesNotContain("planted", "cGxh");
        }
    }

    private List<String> owners() {
        return open(key).list().stream().map(entry -> entry.key().owner()).toList();
    }

    private static void isToBePutRight(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(ErrorKind.CONFIGURATION));
    }

    private Vault vault() {
        return open(key).scoped(SCOPE);
    }

    private FileVault open(MasterKey withKey) {
        return FileVault.open(file, withKey, CLOCK);
    }

    private Process writer(String name, int count) throws IOException {
        return ForkedJava.start(
                Writer.class,
                List.of(),
                file.toString(),
                folder.resolve("vault.key").toString(),
                name,
                String.valueOf(count));
    }

    private static void fill(FileVault vault, String name, int count) {
        for (int i = 0; i < count; i++) {
            vault.scoped(SCOPE).put(new VaultKey("password", name + "-" + i), name, Secret.of("s" + i));
        }
    }

    /** Keeps secrets in a process of its own, and says of each that it is kept. */
    static final class Writer {
        public static void main(String[] arguments) {
            FileVault vault =
                    FileVault.open(Path.of(arguments[0]), MasterKey.read(Path.of(arguments[1])), Clock.systemUTC());
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                VaultKey key = new VaultKey("password", arguments[2] + "-" + i);
                vault.scoped(SCOPE).put(key, "x", Secret.of("s"));
                System.out.println(key.owner());
            }
        }
    }
}
