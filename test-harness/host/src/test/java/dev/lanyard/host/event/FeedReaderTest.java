package dev.lanyard.host.event;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.never;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed is gone on with where it was left, and followed until told to end. */
class FeedReaderTest {

    @TempDir
    private Path folder;

    private final LivelySystem system = new LivelySystem();
    private final Ear heard = new Ear();

    private static final class Ear implements FeedListener {
        private final List<String> events = new ArrayList<>();
        private final List<String> trouble = new ArrayList<>();

        @Override
        public void told(EventPage page) {
            page.events().stream().map(Event::id).forEach(events::add);
        }

        @Override
        public void retrying(ConnectorException error, Duration wait) {
            trouble.add(error.getMessage() + " " + wait);
        }

        @Override
        public void syncDue(SyncDueException due) {
            trouble.add("sync is due");
        }
    }

    @Test
    void reading_goesOnWhereTheLastReaderEnded_eachPurposeForItself() {
        system.person("p1", "Ann");
        system.person("p2", "Bob");
        system.tellAll();
        system.pass(Duration.ofSeconds(1));
        sync();
        reader(FeedOptions.standard().withSince(Optional.of(Instant.EPOCH)).withPageSize(1))
                .read(heard, time -> true);
        assertThat(heard.events).containsExactly("e1", "e2");

        system.person("p3", "Cid");
        system.tellAll();
        reader(FeedOptions.standard()).read(heard, time -> true);
        assertThat(heard.events).containsExactly("e1", "e2", "e3");

        reader(FeedOptions.standard().withTakeIn(true)).read(heard, time -> true);
        assertThat(heard.events).as("what was shown is taken in all the same").endsWith("e3", "e3");
        reader(FeedOptions.standard().withSince(Optional.of(Instant.EPOCH))).read(heard, time -> true);
        assertThat(heard.events).endsWith("e3", "e1", "e2", "e3");
    }

    @Test
    void firstReading_beginsWhereTheLastSyncBegan_orADayAgo() {
        reader(FeedOptions.standard()).read(heard, time -> true);
        assertThat(system.asked())
                .containsExactly(new FeedStart.Since(system.instant().minus(Duration.ofDays(1))));

        sync();
        Instant synced = system.instant();
        system.pass(Duration.ofHours(3));
        system.asked().clear();
        reader(FeedOptions.standard().withTakeIn(true)).read(heard, time -> true);
        assertThat(system.asked()).containsExactly(new FeedStart.Since(synced));
    }

    @Test
    void pageThatWasNotHeard_isReadAgain() {
        system.person("p1", "Ann");
        system.tellAll();
        FeedOptions since = FeedOptions.standard().withSince(Optional.of(Instant.EPOCH));
        FeedListener dying = new FeedListener() {
            @Override
            public void told(EventPage page) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> reader(since).read(dying, time -> true)).hasMessage("killed");
        reader(since).read(heard, time -> true);
        assertThat(heard.events).containsExactly("e1");
    }

    @Test
    void following_pollsAtTheInterval_untilToldToEnd() {
        List<Duration> waits = new ArrayList<>();
        reader(FeedOptions.standard().withSince(Optional.of(Instant.EPOCH))).follow(heard, wait -> {
            waits.add(wait);
            system.person("p" + waits.size(), "New");
            system.tellAll();
            return waits.size() < 3;
        });
        assertThat(waits).containsOnly(LivelySystem.FEED.interval());
        assertThat(heard.events).containsExactly("e1", "e2");
    }

    @Test
    void following_endsAtOnce_whenItIsCancelled() {
        CancellationSource cancellation = new CancellationSource();
        FeedListener cancelling = new FeedListener() {
            @Override
            public void told(EventPage page) {
                cancellation.cancel();
            }
        };
        reader(FeedOptions.standard()).follow(cancelling, Pause.until(cancellation));
        assertThat(system.asked()).hasSize(1);
    }

    @Test
    void passingError_isWaitedOut_asTheSystemAsks() {
        system.fail(ConnectorException.of(ErrorKind.THROTTLED, "too much", "wait")
                .retryAfter(Duration.ofMinutes(7))
                .build());
        List<Duration> waits = new ArrayList<>();
        reader(FeedOptions.standard()).follow(heard, wait -> {
            waits.add(wait);
            if (waits.size() == 7) {
                system.fail(null);
            }
            return waits.size() < 8;
        });
        assertThat(waits).startsWith(Duration.ofMinutes(7)).endsWith(LivelySystem.FEED.interval());
        assertThat(heard.trouble).contains("too much PT7M");
    }

    @Test
    void otherErrors_endIt() {
        for (ErrorKind kind : List.of(ErrorKind.CONFIGURATION, ErrorKind.PERMISSION)) {
            system.fail(ConnectorException.of(kind, "it is off", "switch it on").build());
            assertThatThrownBy(() -> reader(FeedOptions.standard()).follow(heard, time -> true))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessage("it is off");
        }
    }

    @Test
    void forgottenPosition_makesASyncDue_andTheFeedBeginsAnewAfterIt() {
        sync();
        FeedReader reader = reader(FeedOptions.standard().withTakeIn(true));
        reader.read(heard, time -> true);
        system.pass(Duration.ofDays(40));
        system.fail(ConnectorException.of(ErrorKind.CHECKPOINT_EXPIRED, "30 days are kept", "sync")
                .build());
        assertThatThrownBy(() -> reader.read(heard, time -> true))
                .isInstanceOf(SyncDueException.class)
                .hasMessageContaining("30 days are kept");
        system.fail(null);
        system.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> reader(FeedOptions.standard().withTakeIn(true)).read(heard, time -> true))
                .as("not before a sync has closed the gap")
                .isInstanceOf(SyncDueException.class);

        int[] polls = {0};
        reader.follow(heard, time -> {
            if (polls[0]++ == 0) {
                sync();
            }
            return polls[0] < 2;
        });
        assertThat(heard.trouble).containsExactly("sync is due");
        assertThat(system.asked().get(system.asked().size() - 1)).isEqualTo(new FeedStart.Since(system.instant()));
    }

    @Test
    void forgottenPosition_ofWhatIsOnlyShown_isGoneOnWithFromThen() {
        FeedReader reader = reader(FeedOptions.standard());
        reader.read(heard, time -> true);
        system.fail(ConnectorException.of(ErrorKind.CHECKPOINT_EXPIRED, "30 days are kept", "sync")
                .build());
        assertThatThrownBy(() -> reader.read(heard, time -> true)).isInstanceOf(SyncDueException.class);
        system.fail(null);
        reader.read(heard, time -> true);
        assertThat(system.asked().get(system.asked().size() - 1)).isEqualTo(new FeedStart.Since(system.instant()));
    }

    @Test
    void feedThatGoesRoundInACircle_isNotFollowedForEver() {
        LivelySystem.Circle circle = new LivelySystem.Circle(new FeedCursor("a"), new FeedCursor("b"));
        FeedReader reader = new FeedReader(
                system.descriptor(),
                circle,
                LivelySystem.FEED,
                store(),
                FeedOptions.standard().withClock(system));
        assertThatThrownBy(() -> reader.read(heard, time -> true))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("circle");
    }

    private FeedReader reader(FeedOptions options) {
        return new FeedReader(system.descriptor(), system, LivelySystem.FEED, store(), options.withClock(system));
    }

    private void sync() {
        new SyncEngine(system.descriptor(), system, store(), OPTIONS.withClock(system))
                .run(SyncListener.SILENT, never());
    }

    private Store store() {
        return Store.open(folder.resolve("feed.db"));
    }
}
