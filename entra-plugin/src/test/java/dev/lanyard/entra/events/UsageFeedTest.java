package dev.lanyard.entra.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.SignInLog;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.Event;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.UsageEvent;
import dev.lanyard.spi.sync.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the feed of usage tells. */
class UsageFeedTest {

    private final FeedTenant simulated = new FeedTenant(new TenantShape(40, 20, 120, 12, 40, 3), "usage", Map.of());

    @AfterEach
    void stop() {
        simulated.close();
    }

    @Test
    void eachSignIn_isToldOnce_oldestFirstOnItsPage_alsoLateOnesAndAcrossRestarts() {
        Instant start = simulated.now();
        simulated.simulator().setAuditLate(0.4, Duration.ofMinutes(40));
        List<Event> told = new ArrayList<>();
        for (int poll = 0; poll < 30; poll++) {
            simulated.pass(Duration.ofMinutes(7L * (poll % 5)));
            for (EventPage page : simulated.pages(3)) {
                assertThat(page.events().stream().map(Event::at)).isSorted();
                told.addAll(page.events());
            }
        }
        simulated.pass(Duration.ofMinutes(40));
        told.addAll(simulated.events(999));

        List<SignInLog.Entry> entries = simulated.tenant().signIns().visible(start);
        assertThat(told.stream().map(Event::id))
                .doesNotHaveDuplicates()
                .containsAll(entries.stream()
                        .filter(entry -> entry.at().isBefore(simulated.now().minus(Duration.ofHours(1))))
                        .map(SignInLog.Entry::id)
                        .toList());
        assertThat(simulated.simulator().stats().total().throttled()).isZero();
    }

    @Test
    void aSignIn_namesWhoAndWhat_byTheIdsOfStreams_andWhetherItSucceeded() {
        simulated.since(simulated.now().minus(Duration.ofDays(2)));

        List<Event> told = simulated.events(999);

        assertThat(told).hasSizeGreaterThan(500).allSatisfy(event -> {
            UsageEvent usage = (UsageEvent) event;
            assertThat(simulated.ids(ObjectType.USER))
                    .contains(usage.principal().id());
            assertThat(simulated.ids(ObjectType.SERVICE_PRINCIPAL))
                    .contains(usage.used().orElseThrow().id());
        });
        assertThat(told.stream().map(event -> ((UsageEvent) event).successful()))
                .contains(true, false);
    }

    @Test
    void aFeedThatIsReadFromLongAgo_saysWhatIsForgotten_andAStaleCursorHasExpired() {
        simulated.since(simulated.now().minus(Duration.ofDays(40)));
        assertThat(simulated.page(999).notices()).extracting(Notice::code).contains("log-begins-later");
        simulated.pages(999);

        simulated.pass(Duration.ofDays(31));
        assertThat(catchThrowableOfType(ConnectorException.class, () -> simulated.page(10))
                        .kind())
                .isEqualTo(ErrorKind.CHECKPOINT_EXPIRED);
    }

    @Test
    void withoutALicence_itSaysSo() {
        simulated.tenant().setPremium(Premium.FREE);

        ConnectorException refused = catchThrowableOfType(ConnectorException.class, () -> simulated.page(10));

        assertThat(refused.kind()).isEqualTo(ErrorKind.PERMISSION);
        assertThat(refused.getMessage()).contains("licence");
        assertThat(refused.remedy()).contains("usageFeed");
    }
}
