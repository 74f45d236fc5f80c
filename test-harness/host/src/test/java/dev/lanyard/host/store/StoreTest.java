package dev.lanyard.host.store;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.sync.AnsweringConnector;
import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.NextStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private static final PagedConnector TENANT = PagedConnector.empty().page("accounts", user("u1"));

    @TempDir
    private Path folder;

    @Test
    void open_ofWhatIsNotThere_createsNothing() {
        assertThat(Store.open(file()).read()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void open_withoutFolder_isRefused() {
        assertThatThrownBy(() -> Store.open(folder.resolve("missing/tenant.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void open_ofAFolder_isRefused() {
        assertThatThrownBy(() -> Store.open(folder)).isInstanceOf(StoreException.class);
    }

    @Test
    void open_ofAnotherFile_isRefusedAndLeavesItAsItIs() throws IOException {
        Files.writeString(file(), "These are my notes, and they are no store at all.".repeat(100));
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> Store.open(file())).hasMessageContaining("is no store of this program");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void open_ofAnotherDatabase_isRefused() throws SQLException {
        execute("CREATE TABLE recipe (name TEXT)");
        assertThatThrownBy(() -> Store.open(file())).hasMessageContaining("is no store of this program");
    }

    @Test
    void open_ofANewerStore_isRefused() throws SQLException {
        sync(TENANT, Store.open(file()));
        execute("PRAGMA user_version = 99");
        assertThatThrownBy(() -> Store.open(file())).isInstanceOfSatisfying(StoreException.class, refusal -> {
            assertThat(refusal).hasMessageContaining("version 99");
            assertThat(refusal.problems().get(0).remedy()).contains("newer program");
        });
    }

    @Test
    void open_afterACreationThatWasCutOff_goesOn() throws IOException {
        Files.writeString(folder.resolve("tenant.db.new"), "half a store");
        Files.createFile(file());
        assertThat(Store.open(file()).read()).isEmpty();
        assertThat(sync(TENANT, Store.open(file())).succeeded()).isTrue();
        assertThat(Store.open(file()).read()).isPresent().get().satisfies(StoreReader::close);
    }

    @Test
    void sync_ofAnotherConnector_isRefused() throws SQLException {
        sync(TENANT, Store.open(file()));
        execute("UPDATE generation SET connector = 'other'");
        assertThatThrownBy(() -> sync(TENANT, Store.open(file())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'other'")
                .hasMessageContaining("'paged'");
    }

    @Test
    void settings_areNotStored() throws IOException {
        sync(TENANT, Store.open(file()), OPTIONS.withSettings(Map.of("site", "planted-marker")));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .as(each.toString())
                        .doesNotContain("planted-marker");
            }
        }
    }

    @Test
    void fingerprint_ofOtherSettings_differs() {
        try (SyncSession session = Store.open(file()).lockForSync()) {
            assertThat(session.fingerprint(Map.of("a", "1", "b", "2")))
                    .isEqualTo(session.fingerprint(Map.of("b", "2", "a", "1")))
                    .isNotEqualTo(session.fingerprint(Map.of("a", "2", "b", "1")))
                    .isNotEqualTo(session.fingerprint(Map.of("a", "11:b1:2")));
        }
    }

    @Test
    void checkpoint_isKeptWithItsGeneration() throws SQLException {
        NextStep done = new NextStep.Done(Optional.of(new Checkpoint("all", "", "here")));
        new AnsweringConnector(cursor -> AnsweringConnector.page(done, user("u1"))).sync(Store.open(file()));
        assertThat(numbers("SELECT count(*) FROM checkpoint JOIN generation ON generation.id = checkpoint.generation"
                        + " WHERE state = 'current' AND stream = 'all' AND shard = '' AND value = 'here'"))
                .containsExactly(1);
    }

    @Test
    void replacedGenerations_areDeleted() throws SQLException {
        Store store = Store.open(file());
        for (int i = 0; i < 4; i++) {
            assertThat(sync(PagedConnector.empty().page("accounts", user("u" + i)), store, OPTIONS)
                            .result())
                    .isEqualTo(SyncOutcome.Result.COMPLETED);
        }
        assertThat(numbers("SELECT count(*) FROM generation")).containsExactly(1);
        assertThat(numbers("SELECT count(*) FROM resource")).containsExactly(1);
        assertThat(numbers("SELECT count(*) FROM resource_name")).containsExactly(2);
        assertThat(numbers("SELECT count(*) FROM record_key")).containsExactly(1);
        assertThat(numbers("SELECT count(*) FROM reading")).containsExactly(1);
    }

    private Path file() {
        return folder.resolve("tenant.db");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Integer> numbers(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return List.of(row.getInt(1));
        }
    }
}
