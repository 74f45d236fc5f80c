package dev.lanyard.host.sync;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.keys;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.nested;
import static dev.lanyard.host.sync.Samples.never;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreException;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.SyncSession;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncEngineTest {

    private static final PagedConnector TENANT = PagedConnector.empty()
            .page("groups", in("g", "u2"), in("g", "u1"))
            .page("groups", membership("g"), group("g"), nested("g", "h"))
            .page("accounts", user("u2"))
            .page("accounts", user("u1"));

    @TempDir
    private Path folder;

    @Test
    void run_completes_andExportsInOrderOfKeys() {
        Store store = store();
        SyncOutcome outcome = sync(TENANT, store);
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(keys(store))
                .containsExactly(
                        "group/g",
                        "user/u1",
                        "user/u2",
                        "group/g#member",
                        "group/g#member@group/h",
                        "group/g#member@user/u1",
                        "group/g#member@user/u2");
        assertThat(outcome.counts()).containsEntry("user", 2L).containsEntry("group#member", 3L);
    }

    @Test
    void outcome_tellsWhatEachStreamYieldedAndCost() {
        SyncOutcome outcome = sync(TENANT, store());
        assertThat(outcome.streams()).hasEntrySatisfying("groups", effort -> {
            assertThat(effort.records()).isEqualTo(5);
            assertThat(effort.skipped()).isEqualTo(1);
            assertThat(effort.requests()).isEqualTo(2);
            assertThat(effort.resourceUnits()).isEqualTo(4);
            assertThat(effort.wall()).isPositive();
        });
        assertThat(outcome.report().skipped()).containsEntry("accounts", new TreeMap<>(Map.of("malformed", 1L)));
        assertThat(outcome.report().notices()).containsKeys("accounts", "groups");
        assertThat(outcome.peakHeapBytes())
                .isPositive()
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory());
    }

    @Test
    void manyWorkers_readWhatOneReads() {
        PagedConnector connector = PagedConnector.empty();
        for (int shard = 0; shard < 8; shard++) {
            for (int page = 0; page < 5; page++) {
                List<SyncRecord> records = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    records.add(user("u-" + shard + "-" + page + "-" + i));
                    records.add(in("g-" + i, "u-" + shard + "-" + page + "-" + i));
                }
                connector = connector.page("all", "" + shard, records.toArray(SyncRecord[]::new));
            }
        }
        Store one = Store.open(folder.resolve("one.db"));
        Store many = Store.open(folder.resolve("many.db"));
        sync(connector, one, OPTIONS.withWorkers(1));
        sync(connector, many, OPTIONS.withWorkers(6));
        assertThat(export(many)).isEqualTo(export(one)).hasSize(1600);
    }

    @Test
    void readers_seeTheOldGenerationUntilTheNewOneIsWhole() {
        Store store = store();
        sync(TENANT, store);
        List<String> before = export(store);
        List<List<String>> during = new ArrayList<>();
        PagedConnector renamed = PagedConnector.empty()
                .page("accounts", user("u1", "Ann"))
                .page("accounts", user("u2", "Bob"))
                .page("groups", group("g"))
                .heardBy((partition, cursor) -> during.add(export(store)));
        try (StoreReader opened = store.read().orElseThrow()) {
            sync(renamed, store);
            assertThat(during).hasSize(3).containsOnly(before);
            assertThat(export(opened)).isEqualTo(before);
        }
        assertThat(keys(store)).containsExactly("group/g", "user/u1", "user/u2");
        assertThat(export(store).get(1)).contains("\"Ann\"");
    }

    @Test
    void passingError_isTriedAgainAsTold() {
        AtomicInteger calls = new AtomicInteger();
        PagedConnector moody = TENANT.heardBy((partition, cursor) -> {
            if (calls.incrementAndGet() % 2 == 1) {
                throw ConnectorException.of(ErrorKind.THROTTLED, "slow down", "wait")
                        .retryAfter(Duration.ofMillis(3))
                        .build();
            }
        });
        List<Duration> waits = new ArrayList<>();
        SyncOutcome outcome = new SyncEngine(moody.descriptor(), moody, store(), OPTIONS)
                .run(
                        new SyncListener() {
                            @Override
                            public void retrying(SyncPartition partition, ConnectorException error, Duration wait) {
                                waits.add(wait);
                            }
                        },
                        never());
        assertThat(outcome.succeeded()).isTrue();
        assertThat(waits).hasSize(4).containsOnly(Duration.ofMillis(3));
    }

    @Test
    void passingError_thatDoesNotPass_failsTheRun() {
        PagedConnector down = TENANT.heardBy((partition, cursor) -> {
            throw error(ErrorKind.UNAVAILABLE);
        });
        SyncOutcome outcome = sync(down, store());
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.FAILED);
        assertThat(down.requests()).hasSize(3);
    }

    @Test
    void lastingError_atTheFirstPage_leavesNoFile() {
        PagedConnector refused = TENANT.heardBy((partition, cursor) -> {
            throw error(ErrorKind.AUTHENTICATION);
        });
        SyncOutcome outcome = sync(refused, store());
        assertThat(outcome.failure())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void lastingError_ofOneStream_showsNothingOfTheOthers() {
        Store store = store();
        PagedConnector half = TENANT.heardBy((partition, cursor) -> {
            if (partition.stream().equals("groups")) {
                throw error(ErrorKind.PERMISSION);
            }
        });
        assertThat(sync(half, store).result()).isEqualTo(SyncOutcome.Result.FAILED);
        assertThat(store.read()).isEmpty();
        assertThat(sync(TENANT, store).resumed()).isTrue();
        assertThat(export(store)).hasSize(7);
    }

    @Test
    void foreignException_isNotSwallowed() {
        PagedConnector broken = TENANT.heardBy((partition, cursor) -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> sync(broken, store())).hasMessage("broken");
    }

    @Test
    void cursor_thatIsNoLongerKnown_restartsThePartitionWithoutItsOldRecords() {
        Store store = store();
        AtomicInteger starts = new AtomicInteger();
        PagedConnector changed =
                PagedConnector.empty().page("accounts", user("u1")).page("accounts", user("u2"));
        PagedConnector forgetful = PagedConnector.empty()
                .page("accounts", user("stale"), in("g", "stale"))
                .page("accounts", user("u2"))
                .heardBy((partition, cursor) -> {
                    if (cursor.isStart()) {
                        starts.incrementAndGet();
                    } else {
                        throw error(ErrorKind.UNAVAILABLE);
                    }
                });
        sync(forgetful, store);
        PagedConnector resumed = changed.heardBy((partition, cursor) -> {
            if (!cursor.isStart() && starts.getAndIncrement() == 1) {
                throw error(ErrorKind.CHECKPOINT_EXPIRED);
            }
        });
        SyncOutcome outcome = sync(resumed, store);
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.resumed()).isTrue();
        assertThat(keys(store)).containsExactly("user/u1", "user/u2");
        assertThat(outcome.streams())
                .hasEntrySatisfying(
                        "accounts", effort -> assertThat(effort.records()).isEqualTo(2));
    }

    @Test
    void cursor_thatIsNeverKnown_failsTheRun() {
        PagedConnector forgetful = TENANT.heardBy((partition, cursor) -> {
            if (!cursor.isStart()) {
                throw error(ErrorKind.INVALID);
            }
        });
        SyncOutcome outcome = sync(forgetful, store(), OPTIONS.withStreams(Set.of("accounts")));
        assertThat(outcome.failure())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INVALID));
        assertThat(forgetful.requests()).hasSize(4);
    }

    @Test
    void cursors_thatGoRoundInACircle_failTheRun() {
        AnsweringConnector circling = new AnsweringConnector(cursor -> AnsweringConnector.page(new NextStep.More(
                new Cursor("" + (cursor.isStart() ? 1 : Integer.parseInt(cursor.value()) % 5 + 1)))));
        SyncOutcome outcome = circling.sync(store());
        assertThat(outcome.failure())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(ErrorKind.DEFECT));
    }

    @Test
    void plan_thatCannotBeStored_failsTheRun() {
        SyncPartition all = new SyncPartition("all", "", false, "");
        SyncPartition other = new SyncPartition("other", "", false, "");
        for (List<SyncPartition> plan : List.of(List.of(all, all), List.of(all, other))) {
            SyncOutcome outcome = new AnsweringConnector(plan, cursor -> {
                        throw error(ErrorKind.UNAVAILABLE);
                    })
                    .sync(store());
            assertThat(outcome.failure())
                    .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(ErrorKind.DEFECT));
        }
    }

    @Test
    void leastCost_isAskedWithWhatTheStreamHasYielded() {
        PagedConnector connector = TENANT.withLeastCost((stream, size) -> new ReadCost(
                (int) size.resources("group"), size.listPages("member", 1, 1) * 10 + size.listPages("", 2, 100)));
        SyncOutcome outcome = Samples.sync(connector, store());

        long groups = outcome.counts().getOrDefault("group", 0L);
        long members = outcome.counts().getOrDefault("group#member", 0L);
        assertThat(groups).isPositive();
        assertThat(outcome.leastCosts().values().stream()
                        .mapToLong(ReadCost::requests)
                        .sum())
                .isEqualTo(groups);
        assertThat(outcome.leastCosts().values().stream()
                        .mapToLong(cost -> cost.resourceUnits() / 10)
                        .sum())
                .isEqualTo(members);
    }

    @Test
    void plan_withoutPartitionsOfAStream_leavesItEmpty() {
        Store store = store();
        SyncOutcome outcome = new AnsweringConnector(List.of(), cursor -> {
                    throw error(ErrorKind.UNAVAILABLE);
                })
                .sync(store);

        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(outcome.counts()).isEmpty();
    }

    @Test
    void cancelled_stopsAfterThePage_andIsResumed() {
        Store store = store();
        CancellationSource cancellation = new CancellationSource();
        PagedConnector connector = TENANT.heardBy((partition, cursor) -> cancellation.cancel());
        SyncOutcome outcome = new SyncEngine(connector.descriptor(), connector, store, OPTIONS)
                .run(SyncListener.SILENT, cancellation);
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.CANCELLED);
        assertThat(connector.requests()).hasSize(1);
        assertThat(sync(TENANT, store).resumed()).isTrue();
        assertThat(export(store)).hasSize(7);
    }

    @Test
    void cancelled_whileWaiting_doesNotWaitLonger() {
        CancellationSource cancellation = new CancellationSource();
        PagedConnector connector = TENANT.heardBy((partition, cursor) -> {
            cancellation.cancel();
            throw ConnectorException.of(ErrorKind.THROTTLED, "slow down", "wait")
                    .retryAfter(Duration.ofHours(1))
                    .build();
        });
        SyncOutcome outcome = new SyncEngine(connector.descriptor(), connector, store(), OPTIONS)
                .run(SyncListener.SILENT, cancellation);
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.CANCELLED);
    }

    @Test
    void secondSync_onTheSameStore_isRefused() {
        Store store = store();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        PagedConnector connector = TENANT.heardBy((partition, cursor) -> {
            try {
                sync(TENANT, store);
            } catch (StoreException e) {
                refusal.set(e);
            }
        });
        assertThat(sync(connector, store).succeeded()).isTrue();
        assertThat(refusal.get()).hasMessageContaining("another sync is writing");
    }

    @Test
    void secondSync_thatIsRefused_doesNotGiveTheLockAway() throws Exception {
        Store store = store();
        try (SyncSession first = store.lockForSync()) {
            assertThatThrownBy(store::lockForSync).hasMessageContaining("another sync is writing");
            Process other =
                    ForkedJava.start(OtherHost.class, List.of(), store.file().toString());
            assertThat(ForkedJava.output(other)).contains("another sync is writing");
            assertThat(first.readWholeAt()).isEmpty();
        }
    }

    /** Tries to sync in a process of its own. */
    static final class OtherHost {
        public static void main(String[] arguments) {
            try (SyncSession session = Store.open(Path.of(arguments[0])).lockForSync()) {
                System.out.println("has the lock, last read " + session.readWholeAt());
            } catch (StoreException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    void chosenStream_keepsWhatIsThereOfTheOthers() {
        Store store = store();
        sync(TENANT, store);
        List<String> before = export(store);
        SyncOutcome outcome = sync(TENANT, store, OPTIONS.withStreams(Set.of("accounts")));
        assertThat(outcome.streams()).containsOnlyKeys("accounts");
        assertThat(export(store)).isEqualTo(before);
    }

    @Test
    void chosenStream_underChangedSettings_isRefused() {
        Store store = store();
        sync(TENANT, store, OPTIONS.withSettings(Map.of("tenantId", "one")));
        SyncOptions other = OPTIONS.withSettings(Map.of("tenantId", "two"));
        assertThatThrownBy(() -> sync(TENANT, store, other.withStreams(Set.of("accounts"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("settings have changed");
        assertThat(sync(TENANT, store, other).succeeded()).isTrue();
    }

    @Test
    void unknownStream_isRefused() {
        assertThatThrownBy(() -> sync(TENANT, store(), OPTIONS.withStreams(Set.of("nonsense"))))
                .hasMessageContaining("nonsense")
                .hasMessageContaining("accounts, groups");
    }

    private Store store() {
        return Store.open(folder.resolve("tenant.db"));
    }

    private static ConnectorException error(ErrorKind kind) {
        return ConnectorException.of(kind, "it went wrong", "mend it").build();
    }
}
