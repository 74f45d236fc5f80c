package dev.lanyard.host.sync;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.nested;
import static dev.lanyard.host.sync.Samples.never;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.HostException;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.store.Store;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.HoldingsKey;
import dev.lanyard.spi.model.LeftOutKey;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync of changes leaves behind what a full sync after the changes would. */
class IncrementalSyncTest {

    private static final PagedConnector BEFORE = PagedConnector.empty()
            .page("people", user("u1"), user("u2"), user("u3"))
            .page("groups", group("g"), membership("g"), in("g", "u1"), in("g", "u2"))
            .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
            .page("small", group("s"), membership("s"), in("s", "u1"))
            .changes("people")
            .changes("groups");

    @TempDir
    private Path folder;

    @Test
    void nothingChanged_nothingChanges() {
        assertThat(changed(BEFORE)).isEqualTo(full(BEFORE));
    }

    @Test
    void addedAndRenamed_areThere() {
        assertThat(changed(before().changes("people", user("u4"), user("u2", "Renamed"))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2", "Renamed"), user("u3"), user("u4"))
                        .page("groups", group("g"), membership("g"), in("g", "u1"), in("g", "u2"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void removedResource_takesWhatItHoldsWithIt_butNotWhatIsYieldedInTheSameSync() {
        // The small stream is read whole, and still says that u1 is in s: what a partition yields stays.
        assertThat(changed(before().changes("people", gone(id("user", "u1")))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u2"), user("u3"))
                        .page("groups", group("g"), membership("g"), in("g", "u2"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void removedGroup_takesItsGrantsAndThoseItHoldsWithIt() {
        assertThat(changed(before().changes("groups", gone(id("group", "g")))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2"), user("u3"))
                        .page("groups", group("h"), membership("h"), in("h", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void resourceReadAnew_loses_whatHangsOnIt_andKeepsWhatItHolds() {
        List<String> expected = full(PagedConnector.empty()
                .page("people", user("u1"), user("u2"), user("u3"))
                .page("groups", group("g"), membership("g"), in("g", "u3"))
                .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                .page("small", group("s"), membership("s"), in("s", "u1")));

        SyncRecord[] anew = {gone(id("group", "g")), group("g"), membership("g"), in("g", "u3")};
        assertThat(changed(before().changes("groups", anew))).isEqualTo(expected);
        assertThat(changed(before().changes("groups", anew).changes("groups", anew)))
                .as("repeated")
                .isEqualTo(expected);
    }

    @Test
    void resourcesReadAnewOnSeveralPages_keepWhatTheyHoldOfEachOther() {
        assertThat(changed(before().changes(
                                "groups", gone(id("group", "h")), group("h"), membership("h"), nested("h", "g"))
                        .changes("groups", gone(id("group", "g")), group("g"), membership("g"), in("g", "u1"))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2"), user("u3"))
                        .page("groups", group("g"), membership("g"), in("g", "u1"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void resourceThatIsLeftOut_keepsWhatItHolds() {
        assertThat(changed(before().changes("groups", gone(new LeftOutKey(id("group", "g"))))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2"), user("u3"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void whatAGoneResourceWasSaidToHold_goesWithIt() {
        assertThat(changed(before().changes("groups", group("n"), membership("n"), nested("h", "n"))
                        .changes("groups", gone(id("group", "n")))))
                .isEqualTo(full(BEFORE));
    }

    @Test
    void memberInAndOut() {
        assertThat(changed(before().changes("groups", gone(in("g", "u1").key()), in("g", "u3"))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2"), user("u3"))
                        .page("groups", group("g"), membership("g"), in("g", "u2"), in("g", "u3"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void theLastWordOfAPartitionCounts() {
        RecordKey member = in("g", "u1").key();
        assertThat(changed(before().changes("groups", gone(member)).changes("groups", in("g", "u1"))))
                .isEqualTo(full(BEFORE));
        assertThat(changed(before().changes("people", user("u9")).changes("people", gone(id("user", "u9")))))
                .isEqualTo(full(BEFORE));
    }

    @Test
    void holdings_areReplaced() {
        assertThat(changed(before().changes("groups", gone(new HoldingsKey(id("user", "u2"), "group")), in("h", "u2"))))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2"), user("u3"))
                        .page("groups", group("g"), membership("g"), in("g", "u1"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"), in("h", "u2"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void wholeStream_isReplaced() {
        Store store = store();
        sync(BEFORE, store);
        PagedConnector after = PagedConnector.empty()
                .changes("people")
                .changes("groups")
                .page("small", group("t"), membership("t"), in("t", "u2"));
        sync(after, store);

        assertThat(export(store))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1"), user("u2"), user("u3"))
                        .page("groups", group("g"), membership("g"), in("g", "u1"), in("g", "u2"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                        .page("small", group("t"), membership("t"), in("t", "u2"))));
    }

    @Test
    void streamWithoutPartition_isEmptied() {
        Store store = store();
        sync(BEFORE, store);
        SyncOutcome outcome = new SyncEngine(
                        BEFORE.descriptor(),
                        PagedConnector.empty().changes("people").changes("groups"),
                        store,
                        OPTIONS)
                .run(SyncListener.SILENT, never());

        assertThat(outcome.kind().changes()).isTrue();
        assertThat(export(store)).noneMatch(line -> line.contains("\"group/s"));
    }

    @Test
    void expiredCheckpoint_whileReading_readsThatStreamWhole() {
        Store store = store();
        sync(BEFORE, store);
        PagedConnector after = PagedConnector.empty()
                .changes("people", user("u1", "Not to be seen"))
                .changes("people")
                .page("people", user("u1", "Anew"))
                .changes("groups", in("g", "u3"))
                .page("small", group("s"), membership("s"), in("s", "u1"))
                .heardBy((partition, cursor) -> {
                    if (partition.incremental() && partition.stream().equals("people") && !cursor.isStart()) {
                        throw ConnectorException.of(ErrorKind.CHECKPOINT_EXPIRED, "too old", "read all")
                                .build();
                    }
                });
        SyncOutcome outcome = sync(after, store);

        assertThat(outcome.kind().changes()).isTrue();
        assertThat(outcome.readWhole()).containsExactly(Map.entry("people", "too old"));
        assertThat(export(store))
                .isEqualTo(full(PagedConnector.empty()
                        .page("people", user("u1", "Anew"))
                        .page("groups", group("g"), membership("g"), in("g", "u1"), in("g", "u2"), in("g", "u3"))
                        .page("groups", group("h"), membership("h"), nested("h", "g"), in("h", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u1"))));
    }

    @Test
    void lastFullReadTooLongAgo_readsEverything() {
        Store store = store();
        sync(BEFORE, store);
        SyncOptions later = OPTIONS.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));
        SyncOutcome outcome =
                new SyncEngine(BEFORE.descriptor(), BEFORE, store, later).run(SyncListener.SILENT, never());

        assertThat(outcome.kind().changes()).isFalse();
        assertThat(outcome.kind().reason()).contains("last full read");
    }

    @Test
    void fullReadOfSomeStreams_putsOffThatOfTheOthersByNothing() {
        Store store = store();
        sync(BEFORE, store);
        SyncOptions later = OPTIONS.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(6)));
        SyncOptions some = later.withMode(SyncMode.FULL).withStreams(Set.of("people"));
        new SyncEngine(BEFORE.descriptor(), BEFORE, store, some).run(SyncListener.SILENT, never());

        SyncOptions due = OPTIONS.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));
        SyncOutcome outcome = new SyncEngine(BEFORE.descriptor(), BEFORE, store, due).run(SyncListener.SILENT, never());

        assertThat(outcome.kind().reason()).contains("last full read");
    }

    @Test
    void changesAskedForWithoutCheckpoint_areRefused() {
        SyncEngine engine =
                new SyncEngine(BEFORE.descriptor(), BEFORE, store(), OPTIONS.withMode(SyncMode.INCREMENTAL));
        assertThatThrownBy(() -> engine.run(SyncListener.SILENT, never()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no checkpoint");
    }

    @Test
    void otherSettings_readEverything() {
        Store store = store();
        sync(BEFORE, store);
        SyncOutcome outcome = new SyncEngine(
                        BEFORE.descriptor(), BEFORE, store, OPTIONS.withSettings(Map.of("other", "1")))
                .run(SyncListener.SILENT, never());
        assertThat(outcome.kind()).isEqualTo(ReadingKind.EVERYTHING);
    }

    @Test
    void cutOffAfterAnyPage_isResumed_andReadersSeeNothingBefore() {
        PagedConnector after = before().changes("people", user("u2", "Renamed"))
                .changes("people", gone(id("user", "u1")), user("u5"))
                .changes("groups", gone(id("group", "g")), group("g"), membership("g"))
                .changes("groups", in("g", "u5"));
        List<String> expected = changed(after);
        for (int page = 1; page <= 6; page++) {
            Store store = store();
            sync(BEFORE, store);
            CancellationSource cancellation = new CancellationSource();
            int[] left = {page};
            PagedConnector cut = after.heardBy((partition, cursor) -> {
                if (--left[0] == 0) {
                    cancellation.cancel();
                }
            });
            new SyncEngine(cut.descriptor(), cut, store, OPTIONS).run(SyncListener.SILENT, cancellation);
            assertThat(export(store)).as("cut off at page " + page).isEqualTo(full(BEFORE));

            SyncOutcome outcome = sync(after, store);
            assertThat(outcome.resumed()).isTrue();
            assertThat(export(store)).as("resumed at page " + page).isEqualTo(expected);
        }
    }

    @Test
    void suddenFall_isHeldBack_untilAccepted() {
        Store store = store();
        sync(BEFORE, store);
        SyncOptions careful = OPTIONS.withFallGuard(new FallGuard(0.1, 0));
        PagedConnector after = before().changes("people", gone(id("user", "u1")), gone(id("user", "u2")));
        SyncOutcome held = new SyncEngine(after.descriptor(), after, store, careful).run(SyncListener.SILENT, never());
        assertThat(held.result()).isEqualTo(SyncOutcome.Result.HELD);
        assertThat(export(store)).isEqualTo(full(BEFORE));

        SyncOutcome accepted = new SyncEngine(after.descriptor(), after, store, careful.withAcceptFall(true))
                .run(SyncListener.SILENT, never());
        assertThat(accepted.result()).isEqualTo(SyncOutcome.Result.ACCEPTED);
        assertThat(export(store)).isEqualTo(changed(after));
    }

    @Test
    void heldChanges_areDroppedWhenLaterOnesArePublished() {
        Store store = store();
        sync(BEFORE, store);
        SyncOptions careful = OPTIONS.withFallGuard(new FallGuard(0.1, 0));
        PagedConnector falling = before().changes("people", gone(id("user", "u1")), gone(id("user", "u2")));
        new SyncEngine(falling.descriptor(), falling, store, careful).run(SyncListener.SILENT, never());
        PagedConnector restored = before().changes("people", user("u1", "Restored"));
        sync(restored, store);

        SyncOutcome accepting = new SyncEngine(restored.descriptor(), restored, store, careful.withAcceptFall(true))
                .run(SyncListener.SILENT, never());

        assertThat(accepting.result()).isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(export(store)).isEqualTo(changed(restored));
    }

    /** The connector whose full pages are those before; its changes are to be added. */
    private static PagedConnector before() {
        return PagedConnector.empty()
                .changes("people")
                .changes("groups")
                .page("small", group("s"), membership("s"), in("s", "u1"));
    }

    /** What a store holds after a full sync of what was before and a sync of changes. */
    private List<String> changed(PagedConnector after) {
        Store store = store();
        sync(BEFORE, store);
        SyncOutcome outcome = sync(after, store);
        assertThat(outcome.kind().changes()).isTrue();
        return export(store);
    }

    private List<String> full(PagedConnector connector) {
        Store store = store();
        sync(connector, store);
        return export(store);
    }

    private static SyncOutcome sync(PagedConnector connector, Store store) {
        SyncOutcome outcome =
                new SyncEngine(connector.descriptor(), connector, store, OPTIONS).run(SyncListener.SILENT, never());
        assertThat(outcome.result()).as(outcome.toString()).isEqualTo(SyncOutcome.Result.COMPLETED);
        return outcome;
    }

    private static ResourceId id(String type, String id) {
        return new ResourceId(type, id);
    }

    private static Removal gone(RecordKey key) {
        return new Removal(key);
    }

    private int stores;

    private Store store() {
        return Store.open(folder.resolve(stores++ + ".db"));
    }
}
