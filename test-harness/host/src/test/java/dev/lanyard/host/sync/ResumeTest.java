package dev.lanyard.host.sync;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.gone;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

    /** Order matters here: a page read twice, or left out, shows in the export. */
    private static final PagedConnector TENANT = PagedConnector.empty()
            .page("groups", group("g1"), membership("g1"), in("g1", "u1"), in("g1", "u2"))
            .page("groups", gone("group", "g1"))
            .page("groups", group("g1"), in("g1", "u3"))
            .page("groups")
            .page("groups", group("g2"), in("g2", "u1"))
            .page("accounts", user("u1"), user("u2"))
            .page("accounts", user("u3"))
            .page("accounts", user("u1", "Renamed"));

    @TempDir
    private Path folder;

    @Test
    void run_thatDiesBeforeAnyPage_isResumedBehindTheLastCommittedOne() {
        List<String> undisturbed = undisturbed();
        for (int page = 1; page <= TENANT.pageCount(); page++) {
            Store store = Store.open(folder.resolve("page" + page + ".db"));
            dieAtRequest(page, store);
            assertThat(export(store)).isEmpty();
            PagedConnector rest = TENANT.heardBy(PagedConnector.Ear.DEAF);
            SyncOutcome outcome = sync(rest, store);
            assertThat(outcome.resumed()).as("page " + page).isEqualTo(page > 1);
            assertThat(rest.requests()).as("page " + page).hasSize(TENANT.pageCount() - page + 1);
            assertThat(export(store)).as("page " + page).isEqualTo(undisturbed);
        }
    }

    @Test
    void run_thatDiesBeforeEveryPage_getsThereInTheEnd() {
        Store store = store();
        for (int page = 1; page < TENANT.pageCount(); page++) {
            dieAtRequest(2, store);
        }
        PagedConnector rest = TENANT.heardBy(PagedConnector.Ear.DEAF);
        sync(rest, store);
        assertThat(rest.requests()).hasSize(1);
        assertThat(export(store)).isEqualTo(undisturbed());
    }

    @Test
    void run_thatDiesWithinATransaction_keepsNothingOfThePage() throws SQLException {
        Store store = store();
        dieAtRequest(2, store);
        // The page that dies has by then put in a group and an entitlement.
        execute(store, "CREATE TRIGGER dying BEFORE INSERT ON grant BEGIN SELECT RAISE(ABORT, 'dies'); END");
        assertThatThrownBy(() -> sync(TENANT, store)).hasMessageContaining("dies");
        execute(store, "DROP TRIGGER dying");
        assertThat(count(store, "entitlement")).isZero();
        assertThat(count(store, "resource WHERE display_name LIKE 'Group%'")).isZero();
        sync(TENANT, store);
        assertThat(export(store)).isEqualTo(undisturbed());
    }

    @Test
    void process_thatIsHaltedAtAnyPage_leavesAStoreThatIsResumed() throws IOException, InterruptedException {
        List<String> undisturbed = undisturbed();
        for (int page : new int[] {3, TENANT.pageCount()}) {
            Path file = folder.resolve("halted" + page + ".db");
            Process process = ForkedJava.start(HaltedSync.class, List.of(), file.toString(), "" + page);
            assertThat(process.waitFor()).as(ForkedJava.output(process)).isEqualTo(HaltedSync.EXIT_CODE);
            Store store = Store.open(file);
            PagedConnector rest = TENANT.heardBy(PagedConnector.Ear.DEAF);
            assertThat(sync(rest, store).resumed()).isTrue();
            assertThat(rest.requests()).hasSize(TENANT.pageCount() - page + 1);
            assertThat(export(store)).isEqualTo(undisturbed);
        }
    }

    @Test
    void run_underOtherSettings_beginsAnew() {
        Store store = store();
        dieAtRequest(3, store);
        PagedConnector all = TENANT.heardBy(PagedConnector.Ear.DEAF);
        assertThat(sync(all, store, OPTIONS.withSettings(Map.of("site", "north")))
                        .resumed())
                .isFalse();
        assertThat(all.requests()).hasSize(TENANT.pageCount());
        assertThat(export(store)).isEqualTo(undisturbed());
    }

    @Test
    void run_thatIsTooOld_isNotResumed() {
        Store store = store();
        dieAtRequest(3, store);
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC);
        assertThat(sync(TENANT, store, OPTIONS.withClock(later)).resumed()).isFalse();
        assertThat(export(store)).isEqualTo(undisturbed());
    }

    @Test
    void afresh_givesUpTheUnfinishedRun() {
        Store store = store();
        dieAtRequest(3, store);
        assertThat(sync(TENANT, store, OPTIONS.withMode(SyncMode.FULL)).resumed())
                .isFalse();
        assertThat(export(store)).isEqualTo(undisturbed());
    }

    /** A process that halts in the middle of a sync: no finally, no shutdown hook. */
    static final class HaltedSync {
        static final int EXIT_CODE = 42;

        private HaltedSync() {}

        public static void main(String[] arguments) {
            AtomicInteger requests = new AtomicInteger();
            int last = Integer.parseInt(arguments[1]);
            sync(
                    TENANT.heardBy((partition, cursor) -> {
                        if (requests.incrementAndGet() == last) {
                            Runtime.getRuntime().halt(EXIT_CODE);
                        }
                    }),
                    Store.open(Path.of(arguments[0])));
        }
    }

    private static void dieAtRequest(int last, Store store) {
        AtomicInteger requests = new AtomicInteger();
        PagedConnector dying = TENANT.heardBy((partition, cursor) -> {
            if (requests.incrementAndGet() == last) {
                throw new IllegalStateException("dies");
            }
        });
        assertThatThrownBy(() -> sync(dying, store)).hasMessage("dies");
    }

    private List<String> undisturbed() {
        Store store = Store.open(folder.resolve("undisturbed.db"));
        sync(TENANT, store);
        List<String> export = export(store);
        assertThat(export).hasSize(7);
        return export;
    }

    private static void execute(Store store, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Store store, String what) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
            return row.getInt(1);
        }
    }

    private Store store() {
        return Store.open(folder.resolve("tenant.db"));
    }
}
