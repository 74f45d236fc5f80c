package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInActivityStreamTest {

    private static final Map<String, String> ON = Map.of("signInActivity", "true");
    private static final String STREAM = "sign-in-activity";

    private final ScriptedDoor door = new ScriptedDoor();

    private List<SyncPage> read(Map<String, String> settings) {
        return Reading.pages(Reading.streams(door, settings), STREAM, 999);
    }

    @Test
    void itIsOff_unlessSwitchedOn() {
        assertThat(Reading.streams(door).plan(SyncRequest.full(Set.of(STREAM)))).isEmpty();
        assertThat(Reading.streams(door, ON).plan(SyncRequest.full(Set.of(STREAM))))
                .hasSize(1);
    }

    @Test
    void lastAttempt_andLastSuccess_areTold_ofThoseWhoEverTried() {
        door.onLast("/users?", """
                {"id":"u","userType":"Member","signInActivity":{"lastSignInDateTime":"2026-03-01T08:00:00Z",
                "lastSuccessfulSignInDateTime":"2026-02-01T08:00:00Z","lastSignInRequestId":"r"}},
                {"id":"never"},{"id":"nothing","signInActivity":null}
                """);

        List<SyncPage> pages = read(ON);

        assertThat(pages.get(0).records())
                .containsExactly(new Resource(
                        new ResourceId(STREAM, "u"),
                        "Sign-in activity",
                        Status.ENABLED,
                        Set.of(),
                        Optional.of(new ResourceId("user", "u")),
                        Attributes.builder()
                                .put(
                                        "lastSignInDateTime",
                                        new AttributeValue.Time(Instant.parse("2026-03-01T08:00:00Z")))
                                .put(
                                        "lastSuccessfulSignInDateTime",
                                        new AttributeValue.Time(Instant.parse("2026-02-01T08:00:00Z")))
                                .build()));
        assertThat(Reading.skipped(pages)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"999,500", "501,500", "500,500", "499,499", "1,1"})
    void page_isNeverLargerThanGraphAllows(int pageSize, int asked) {
        door.onLast("/users?", "");

        Reading.pages(Reading.streams(door, ON), STREAM, pageSize);

        assertThat(door.asked)
                .singleElement()
                .asString()
                .contains("signInActivity")
                .endsWith("$top=" + asked);
    }

    @Test
    void guests_areLeftOutWithTheAccounts_andCounted() {
        door.onLast("/users?", """
                {"id":"g","userType":"Guest","signInActivity":{"lastSignInDateTime":"2026-03-01T08:00:00Z"}},
                {"id":"h","userType":"Guest"}
                """);

        assertThat(Reading.keys(read(ON))).containsExactly("sign-in-activity/g");

        List<SyncPage> pages = read(Map.of("signInActivity", "true", "includeGuests", "false"));
        assertThat(Reading.keys(pages)).isEmpty();
        assertThat(Reading.skipped(pages))
                .containsExactly(new SkippedRow("sign-in-activity/g", "guest", "the settings leave out guests"));
    }

    @Test
    void malformedValues_areCounted_andTheRestRead() {
        door.onLast("/users?", """
                {"id":"a","userType":3,"signInActivity":{"lastSignInDateTime":"2026-03-01T08:00:00Z"}},
                {"id":"b","signInActivity":"yesterday"},
                {"signInActivity":{"lastSignInDateTime":"2026-03-01T08:00:00Z"}},[]
                """);

        List<SyncPage> pages = read(ON);

        assertThat(Reading.keys(pages)).containsExactly("sign-in-activity/a");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("sign-in-activity/a", "malformed", "userType: expected text, found a number"),
                        new SkippedRow(
                                "sign-in-activity/b", "malformed", "signInActivity: expected an object, found text"),
                        new SkippedRow("sign-in-activity/?", "malformed", "a user without id"),
                        new SkippedRow(
                                "sign-in-activity/?", "malformed", "an entry of the page that is not an object"));
    }

    @Test
    void withoutLicenceOrPermission_itIsEmpty_andSaysWhy() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            SyncStreams streams = Reading.streams(tenant.door(), ON);
            tenant.tenant().setPremium(Premium.P1);
            assertThat(Reading.keys(Reading.pages(streams, STREAM, 999))).isNotEmpty();

            tenant.tenant().setPremium(Premium.FREE);
            assertEmpty(Reading.pages(streams, STREAM, 999), "P1");

            tenant.tenant().setPremium(Premium.P2);
            tenant.permit("User.Read.All");
            assertEmpty(Reading.pages(streams, STREAM, 999), "AuditLog.Read.All");
        }
    }

    private static void assertEmpty(List<SyncPage> pages, String remedy) {
        assertThat(Reading.keys(pages)).isEmpty();
        assertThat(pages)
                .flatExtracting(SyncPage::notices)
                .singleElement()
                .satisfies(notice -> assertThat(notice.code()).isEqualTo("without-" + STREAM))
                .extracting(Notice::remedy)
                .asString()
                .contains(remedy);
    }

    @Test
    void tenRequestsAMinute_areKept_withoutHoldingUpAnythingElse() {
        try (SimulatedTenant tenant = SimulatedTenant.inItsOwnTime(TenantShape.SMALL)) {
            SyncStreams streams = Reading.streams(tenant.door(), ON);
            SyncPartition activity =
                    streams.plan(new SyncRequest(Set.of(STREAM), List.of(), 5)).get(0);
            Instant start = tenant.simulator().clock().instant();
            List<SyncPage> pages = new ArrayList<>();
            Cursor cursor = Cursor.start();
            while (true) {
                pages.add(streams.read(activity, cursor));
                Instant before = tenant.simulator().clock().instant();
                assertThat(Reading.keys(Reading.pages(streams, "accounts", 999)))
                        .isNotEmpty();
                assertThat(tenant.simulator().clock().instant()).isEqualTo(before);
                if (!(pages.get(pages.size() - 1).next() instanceof NextStep.More more)) {
                    break;
                }
                cursor = more.cursor();
            }

            Duration taken = Duration.between(start, tenant.simulator().clock().instant());
            assertThat(pages).hasSizeGreaterThan(20);
            assertThat(taken)
                    .isBetween(Duration.ofMinutes(pages.size() / 10 - 1), Duration.ofMinutes(pages.size() / 10 + 1));
            assertThat(tenant.simulator().stats().total().throttled()).isZero();
            assertThat(Reading.keys(pages)).hasSize((int) tenant.ids(ObjectType.USER).stream()
                    .filter(id -> tenant.has(id, "signInActivity"))
                    .count());
        }
    }
}
