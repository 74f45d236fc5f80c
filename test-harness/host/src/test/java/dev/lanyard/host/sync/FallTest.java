package dev.lanyard.host.sync;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.store.Store;
import dev.lanyard.spi.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FallTest {

    @TempDir
    private Path folder;

    private Store store = Store.open(Path.of("unused.db"));

    @BeforeEach
    void syncAHundred() {
        store = Store.open(folder.resolve("tenant.db"));
        sync(users(100, 100), store);
    }

    @Test
    void suddenFall_isHeldBack_andReadersSeeWhatTheySaw() {
        SyncOutcome outcome = sync(users(69, 69), store);
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.HELD);
        assertThat(outcome.falls()).containsExactly(new Fall("group#member", 100, 69), new Fall("user", 100, 69));
        assertThat(export(store)).hasSize(200);
    }

    @Test
    void suddenFallOfGrantsAlone_isHeldBack() {
        assertThat(sync(users(100, 20), store).falls()).containsExactly(new Fall("group#member", 100, 20));
    }

    @Test
    void moderateFall_isPublished() {
        assertThat(sync(users(70, 70), store).result()).isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(export(store)).hasSize(140);
    }

    @Test
    void fallOfAFew_isPublishedWhateverItsShare() {
        sync(users(20, 20), store, OPTIONS.withAcceptFall(true));
        assertThat(sync(users(1, 0), store).result()).isEqualTo(SyncOutcome.Result.COMPLETED);
    }

    @Test
    void heldGeneration_acceptedLater_isPublishedWithoutReading() {
        sync(users(10, 10), store);
        PagedConnector untouched = users(10, 10);
        SyncOutcome outcome = sync(untouched, store, OPTIONS.withAcceptFall(true));
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.ACCEPTED);
        assertThat(untouched.requests()).isEmpty();
        assertThat(export(store)).hasSize(20);
    }

    @Test
    void heldGeneration_isDroppedWhenALaterOneIsWhole() {
        sync(users(10, 10), store);
        sync(users(100, 100), store);
        PagedConnector read = users(10, 10);
        assertThat(sync(read, store, OPTIONS.withAcceptFall(true)).result()).isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(read.requests()).hasSize(1);
    }

    @Test
    void acceptFall_withNothingHeld_syncsWithoutHoldingBack() {
        assertThat(sync(users(10, 10), store, OPTIONS.withAcceptFall(true)).result())
                .isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(export(store)).hasSize(20);
    }

    @Test
    void guard_comparesWithMoreThanShareAndMinimum() {
        FallGuard guard = new FallGuard(0.5, 2);
        assertThat(guard.falls(Map.of("user", 4L), Map.of("user", 2L))).isEmpty();
        assertThat(guard.falls(Map.of("user", 4L), Map.of("user", 1L))).hasSize(1);
        assertThat(guard.falls(Map.of("user", 2L), Map.of())).isEmpty();
        assertThat(guard.falls(Map.of("user", 3L), Map.of())).hasSize(1);
    }

    private static PagedConnector users(int users, int grants) {
        List<SyncRecord> records = Stream.concat(
                        IntStream.range(0, users).mapToObj(i -> user("u" + i)),
                        IntStream.range(0, grants).mapToObj(i -> in("g", "u" + i)))
                .map(SyncRecord.class::cast)
                .toList();
        return PagedConnector.empty().page("all", records.toArray(SyncRecord[]::new));
    }
}
