package dev.lanyard.host.event;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.never;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreException;
import dev.lanyard.host.sync.FallGuard;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a feed tells is in the store until the next sync, which comes to the same as if it had not been. */
class TakingInTest {

    @TempDir
    private Path folder;

    private final LivelySystem system = new LivelySystem();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void store_withEverythingTold_isWhatASyncReads_howeverItWasTold(long seed) {
        Random random = new Random(seed);
        changes(random, 20);
        sync("fed");
        sync("synced");
        for (int round = 0; round < 12; round++) {
            changes(random, random.nextInt(12));
            system.tellSome(random);
            if (random.nextInt(3) == 0) {
                system.tellAgain(random);
            }
            takeIn(1 + random.nextInt(5));
            if (random.nextInt(3) == 0) {
                sync("fed");
                sync("synced");
                assertThat(exported("fed")).as("after sync in round %s", round).isEqualTo(exported("synced"));
            }
            if (random.nextInt(4) == 0) {
                system.tellAll(random);
                takeIn(3);
                assertThat(exported("fed")).as("after feed in round %s", round).isEqualTo(fresh("round" + round));
            }
        }
        system.tellAll(random);
        takeIn(7);
        assertThat(exported("fed")).isEqualTo(fresh("end"));
        sync("fed");
        sync("synced");
        assertThat(exported("fed")).isEqualTo(exported("synced"));
        assertThat(exported("fed")).isEqualTo(fresh("end"));
    }

    @Test
    void tenThousandEvents_lateAndRepeatedAndOutOfOrder_comeToWhatASyncReads() {
        Random random = new Random(99);
        sync("fed");
        for (int round = 0; round < 25; round++) {
            changes(random, 720);
            system.tellSome(random);
            system.tellAgain(random);
            takeIn(999);
        }
        system.tellAll(random);
        takeIn(999);
        assertThat(system.happenings()).isGreaterThan(10_000);
        assertThat(exported("fed")).isEqualTo(fresh("end"));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(fresh("synced"));
    }

    @Test
    void change_isSeen_asSoonAsItIsTold_andNotAfterASyncThatReadItUndone() {
        system.person("p1", "Ann");
        system.grouped("g1");
        sync("fed");
        Event joined = system.member("g1", "p1");
        system.tell(joined);
        takeIn(10);
        assertThat(exported("fed")).anyMatch(line -> line.contains("group/g1#member") && line.contains("user/p1"));

        system.memberOut("g1", "p1");
        system.pass(Duration.ofSeconds(1));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(fresh("undone"));
        system.tell(joined);
        takeIn(10);
        assertThat(exported("fed")).as("told again").isEqualTo(fresh("undone"));
    }

    @Test
    void change_whileASyncReads_staysSeen_whenThatSyncHadPassedIt() {
        system.person("p1", "Ann");
        system.grouped("g1");
        sync("fed");
        system.grouped("g2");
        Event[] joined = new Event[1];
        int[] pages = {0};
        system.afterEachPage(() -> {
            // The groups are read before the people.
            if (pages[0]++ == 0) {
                joined[0] = system.member("g1", "p1");
                system.tell(joined[0]);
                takeIn(10);
            }
        });
        sync("fed");
        system.afterEachPage(() -> {});
        assertThat(exported("fed")).isEqualTo(fresh("passed"));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(fresh("passed"));
    }

    @Test
    void change_whileASyncReads_isNotUndone_byAnEventOfBeforeThatIsToldLater() {
        system.person("p1", "Ann");
        system.grouped("g1");
        system.member("g1", "p1");
        sync("fed");
        int[] pages = {0};
        Event[] early = new Event[1];
        system.afterEachPage(() -> {
            if (pages[0]++ == 0) {
                // Groups are done: people are read later than this, and so know better.
                early[0] = system.person("p1", "Early");
                system.person("p1", "Late");
            }
        });
        sync("fed");
        system.afterEachPage(() -> {});
        system.tell(early[0]);
        takeIn(10);
        assertThat(exported("fed")).isEqualTo(fresh("known"));
    }

    @Test
    void whatASyncHasReadToBeGone_doesNotComeBack_byAnEventOfBefore() {
        system.person("p1", "Ann");
        system.grouped("g1");
        sync("fed");
        int[] pages = {0};
        system.afterEachPage(() -> {
            if (pages[0]++ == 0) {
                system.tell(system.person("p2", "Bob"));
                takeIn(10);
                system.personGone("p2");
            }
        });
        sync("fed");
        system.afterEachPage(() -> {});
        assertThat(exported("fed")).isEqualTo(fresh("gone"));
    }

    @Test
    void whatAFeedGotWrong_endsWithTheNextSync_alsoOfOtherStreams() {
        changes(new Random(3), 60);
        sync("fed");
        List<String> synced = exported("fed");
        system.tell(system.rumour("p1"));
        takeIn(10);
        assertThat(exported("fed")).isNotEqualTo(synced).noneMatch(line -> line.contains("user/p1"));

        engine("fed", SyncMode.FULL, Set.of("groups"), FallGuard.STANDARD).run(SyncListener.SILENT, never());
        system.pass(Duration.ofSeconds(1));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(synced);
    }

    @Test
    void eventFromTheFuture_givesWayToTheNextSync_likeAnyOther() {
        changes(new Random(3), 60);
        sync("fed");
        List<String> synced = exported("fed");
        system.tell(system.rumour("p1", Duration.ofDays(3650)));
        takeIn(10);
        assertThat(exported("fed")).noneMatch(line -> line.contains("user/p1"));

        system.pass(Duration.ofSeconds(1));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(synced);
    }

    @Test
    void resourceThatIsReadAnew_losesWhatItsStreamSaidOfIt_andKeepsWhatItHoldsAndWhatOthersSaid() {
        system.person("p1", "Ann");
        system.person("p2", "Bob");
        system.grouped("g1");
        system.grouped("g2");
        system.member("g1", "p1");
        system.nested("g2", "g1");
        system.eligible("g1", "p2");
        sync("fed");
        system.tell(system.memberOutReadAnew("g1", "p1"));
        takeIn(10);
        assertThat(exported("fed")).isEqualTo(fresh("anew"));
        assertThat(exported("fed")).anyMatch(line -> line.contains("user/p2;eligible"));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(fresh("synced"));
    }

    @Test
    void fullSync_andOneOfSomeStreams_andOneThatIsHeldBack_knowWhatSyncsHaveRead() {
        changes(new Random(5), 60);
        sync("fed");
        List<String> before = exported("fed");
        Event gone = system.personGone("p1");
        system.tell(gone);
        takeIn(10);
        assertThat(exported("fed")).isNotEqualTo(before);

        SyncOutcome held =
                engine("fed", SyncMode.FULL, Set.of(), new FallGuard(0.0, 0)).run(SyncListener.SILENT, never());
        assertThat(held.result()).isEqualTo(SyncOutcome.Result.HELD);
        assertThat(exported("fed")).isEqualTo(fresh("gone"));
        new SyncEngine(
                        system.descriptor(),
                        system,
                        store("fed"),
                        OPTIONS.withClock(system).withAcceptFall(true))
                .run(SyncListener.SILENT, never());
        assertThat(exported("fed")).as("accepted").isEqualTo(fresh("gone"));

        system.tell(system.personGone("p2"));
        takeIn(10);
        engine("fed", SyncMode.FULL, Set.of("groups"), FallGuard.STANDARD).run(SyncListener.SILENT, never());
        assertThat(exported("fed")).as("people taken over as told").isEqualTo(fresh("gone"));
        sync("fed");
        assertThat(exported("fed")).isEqualTo(fresh("gone"));
    }

    @Test
    void killedBeforeTheCursorIsKept_theEventsComeAgain_andDoNoHarm() {
        system.person("p1", "Ann");
        sync("fed");
        system.person("p1", "Ann Lee");
        system.tellAll();
        FeedListener dying = new FeedListener() {
            @Override
            public void takenIn(int news) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> reader(10).read(dying, time -> true)).hasMessage("killed");
        assertThat(exported("fed")).isEqualTo(fresh("after"));

        FeedListener deaf = new FeedListener() {
            @Override
            public void told(EventPage page) {
                throw new IllegalStateException("killed earlier");
            }
        };
        system.person("p1", "Ann Lee-Smith");
        system.tellAll();
        assertThatThrownBy(() -> reader(10).read(deaf, time -> true)).hasMessage("killed earlier");
        takeIn(10);
        assertThat(exported("fed")).isEqualTo(fresh("later"));
    }

    @Test
    void withoutASync_itIsRefused() {
        assertThatThrownBy(() -> takeIn(10))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds no completed sync");
    }

    private void changes(Random random, int number) {
        for (int i = 0; i < number; i++) {
            system.change(random);
        }
    }

    private void takeIn(int pageSize) {
        reader(pageSize).read(FeedListener.SILENT, time -> true);
    }

    private FeedReader reader(int pageSize) {
        FeedOptions options =
                FeedOptions.standard().withTakeIn(true).withPageSize(pageSize).withClock(system);
        return new FeedReader(system.descriptor(), system, LivelySystem.FEED, store("fed"), options);
    }

    private void sync(String name) {
        SyncOutcome outcome =
                engine(name, SyncMode.AUTOMATIC, Set.of(), FallGuard.STANDARD).run(SyncListener.SILENT, never());
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.COMPLETED);
    }

    private SyncEngine engine(String name, SyncMode mode, Set<String> streams, FallGuard guard) {
        return new SyncEngine(
                system.descriptor(),
                system,
                store(name),
                OPTIONS.withClock(system).withMode(mode).withStreams(streams).withFallGuard(guard));
    }

    /** What a full sync into a new store shows. */
    private List<String> fresh(String name) {
        String file = "fresh-" + name + "-" + System.nanoTime();
        engine(file, SyncMode.FULL, Set.of(), FallGuard.STANDARD).run(SyncListener.SILENT, never());
        return exported(file);
    }

    private List<String> exported(String name) {
        return export(store(name));
    }

    private Store store(String name) {
        return Store.open(folder.resolve(name + ".db"));
    }
}
