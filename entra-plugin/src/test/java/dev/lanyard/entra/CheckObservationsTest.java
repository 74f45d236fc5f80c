package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.check.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check()} tells an administrator although everything works for now. */
@Timeout(120)
class CheckObservationsTest {

    private static final String SECRET = "clientSecret";
    private static final String CLOCK = "clock";

    private final ConnectedTenant tenant = new ConnectedTenant();
    private final String hint = tenant.simulator().clientSecret().substring(0, 3);

    @BeforeEach
    void grant() {
        tenant.grantAllBut(List.of());
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @CsvSource({"29, true", "31, false", "1, true"})
    void secretThatExpiresSoon_isTold(int days, boolean told) {
        register(Map.of(hint, List.of(days), "zzz", List.of(3)));

        Optional<Finding> finding = about(SECRET, check(Map.of()));

        assertThat(finding.isPresent()).isEqualTo(told);
        finding.ifPresent(each -> {
            assertThat(each.message())
                    .startsWith("the client secret expires at")
                    .contains("in " + (days - 1) + " days");
            assertThat(each.remedy()).contains("create a new client secret");
            assertThat(each.toString()).doesNotContain(tenant.simulator().clientSecret(), hint);
        });
    }

    @Test
    void secretsThatBeginAlike_areNotMistakenForEachOther() {
        register(Map.of(hint, List.of(10, 400)));

        assertThat(about(SECRET, check(Map.of())).orElseThrow().message()).startsWith("one of 2 client secrets");
    }

    @Test
    void secretThatHasExpired_isNotTheOneInUse() {
        register(Map.of(hint, List.of(-5, 400)));

        assertThat(about(SECRET, check(Map.of()))).isEmpty();
    }

    @Test
    void secretThatTheTenantDoesNotKnow_isSaidToBeUnknown() {
        register(Map.of("zzz", List.of(10)));

        assertThat(about(SECRET, check(Map.of())).orElseThrow().message())
                .contains("it is not known when the client secret expires")
                .contains("lists none that begins like it");
    }

    @Test
    void secretThatMustNotBeAskedAbout_isSaidToBeUnknown() {
        tenant.grantAllBut(List.of("Application.Read.All", "Directory.Read.All"));

        Finding finding = about(SECRET, check(Map.of())).orElseThrow();

        assertThat(finding.message()).contains("it is not known").contains("Application.Read.All");
        assertThat(finding.remedy()).contains("grant Application.Read.All");
    }

    @ParameterizedTest
    @CsvSource({
        "PT3M, '3 min 0 s ahead of'",
        "PT-3M, '3 min 0 s behind'",
        "PT30H, '30 h 0 min ahead of'",
        "PT1M, ''",
        "PT-1M, ''"
    })
    void clockThatIsOff_isTold(Duration off, String words) {
        Optional<Finding> finding = about(CLOCK, checkAt(off));

        assertThat(finding.isPresent()).isEqualTo(!words.isEmpty());
        finding.ifPresent(each -> {
            // A second or two may pass between the answer and the look at the clock.
            assertThat(each.message()
                            .replaceAll("(2 min 5[6-9]|3 min [0-4]) s", "3 min 0 s")
                            .replace("29 h 59 min", "30 h 0 min"))
                    .contains("this machine's clock is " + words);
            assertThat(each.remedy()).contains("set this machine's clock");
        });
    }

    @Test
    void clockThatIsOff_isToldAlsoWhenTheLoginRefuses() {
        Map<String, String> wrong = Map.of(SECRET, "wrong");

        CheckReport report = checkAt(Duration.ofMinutes(-10), wrong);

        assertThat(report.usable()).isFalse();
        assertThat(about(CLOCK, report)).isPresent();
        assertThat(about(CLOCK, checkAt(Duration.ZERO, wrong))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, true", "1, false"})
    void tokenThatIsNotValidYet_isPutDownToTheClock(int minutes, boolean told) {
        try (ScriptedService service = new ScriptedService()) {
            service.unpackBatches();
            service.grantFrom(Instant.now().plus(minutes, ChronoUnit.MINUTES).plusSeconds(5));
            try (Connector connector =
                    new EntraPlugin().open(EntraSchema.schema().configure(service.settings()), new TestHost())) {
                assertThat(about(CLOCK, connector.check()).isPresent()).isEqualTo(told);
            }
        }
    }

    @Test
    void leastPermissions_areNotToldOf() {
        tenant.grant(Set.of());
        CheckReport nothing = check(Map.of());

        for (List<NeededPermission> least : List.of(nothing.toRead(), nothing.toChange())) {
            Set<String> names = least.stream().map(NeededPermission::name).collect(Collectors.toSet());
            tenant.grant(names);
            assertThat(permissions(check(Map.of()))).isEmpty();
        }
    }

    @Test
    void permissionThatIsWiderThanNeeded_isTold_withWhatWouldDo() {
        Map<String, String> accounts = Map.of("streams", "accounts");
        tenant.grant(Set.of("Directory.ReadWrite.All"));

        Finding finding = permissions(check(accounts)).get(0);

        assertThat(finding.subject()).isEqualTo("Directory.ReadWrite.All");
        assertThat(finding.message())
                .contains("wider than needed: it would do with User.Read.All to read, and ")
                .contains("User.ReadWrite.All")
                .doesNotContain("Directory.Read.All");
        assertThat(finding.remedy()).contains("instead of Directory.ReadWrite.All");
    }

    @Test
    void permissionThatOthersMakeSuperfluous_isTold() {
        Set<String> granted = new TreeSet<>();
        tenant.grant(granted);
        check(Map.of()).toChange().forEach(each -> granted.add(each.name()));
        granted.add("Directory.ReadWrite.All");
        tenant.grant(granted);

        List<Finding> findings = permissions(check(Map.of()));

        assertThat(findings).extracting(Finding::subject).containsExactly("Directory.ReadWrite.All");
        assertThat(findings.get(0).message()).contains("although the others that it has are enough");
    }

    @Test
    void permissionToReadTheWholeDirectory_isToldWhereReadingUsersIsAllThatIsWanted() {
        tenant.grant(Set.of("Directory.Read.All"));

        Finding finding = permissions(check(Map.of("streams", "accounts"))).stream()
                .filter(each -> each.subject().equals("Directory.Read.All"))
                .findFirst()
                .orElseThrow();

        assertThat(finding.message()).contains("it would do with User.Read.All to read");
    }

    @Test
    void permissionThatNothingNeeds_isTold() {
        Set<String> granted = new TreeSet<>(Set.of("User.Read.All", "Mail.ReadWrite"));
        tenant.grant(granted);

        assertThat(permissions(check(Map.of("streams", "accounts"))))
                .extracting(Finding::subject)
                .containsExactly("Mail.ReadWrite");
    }

    @Test
    void delegatedPermissions_areReadFromScp() {
        try (ScriptedService service = new ScriptedService()) {
            service.unpackBatches();
            service.grantOnBehalf("openid", "profile", "User.Read.All");
            try (Connector connector =
                    new EntraPlugin().open(EntraSchema.schema().configure(service.settings()), new TestHost())) {
                CheckReport report = connector.check();

                CapabilityStatus groups = report.capabilities().get(1);
                assertThat(groups.readiness()).isEqualTo(Readiness.BLOCKED);
                assertThat(groups.findings().get(0).subject()).isEqualTo("GroupMember.Read.All");
                assertThat(groups.findings().get(0).remedy()).contains("the delegated permission GroupMember.Read.All");
                assertThat(report.capabilities().get(0).findings())
                        .extracting(Finding::subject)
                        .doesNotContain("User.Read.All");
                assertThat(permissions(report)).isEmpty();
            }
        }
    }

    private CheckReport check(Map<String, String> settings) {
        return tenant.check(settings);
    }

    private CheckReport checkAt(Duration ahead) {
        return checkAt(ahead, Map.of());
    }

    private CheckReport checkAt(Duration ahead, Map<String, String> settings) {
        Clock right = tenant.host().clock();
        try (Connector connector = tenant.open(settings, new TestHost(Clock.offset(right, ahead)))) {
            return connector.check();
        }
    }

    /** Registers the connector's application, with secrets of these beginnings that end in so many days. */
    private void register(Map<String, List<Integer>> secrets) {
        List<Map<String, Object>> credentials = new ArrayList<>();
        // As long as the check may take, and the minute that each test lets pass before.
        Instant now = tenant.host().clock().instant();
        secrets.forEach((beginning, ends) -> ends.forEach(days -> credentials.add(Map.of(
                "keyId",
                "0c2b6a3e-7a53-4f0f-9d3e-" + String.format("%012d", credentials.size()),
                "hint",
                beginning,
                "startDateTime",
                "2020-01-01T00:00:00Z",
                "endDateTime",
                now.plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString()))));
        tenant.simulator()
                .tenant()
                .add(DirectoryObject.of(
                        ObjectType.APPLICATION,
                        "5d0a1c52-6f5b-4a7f-8f0e-000000000001",
                        Map.of(
                                "appId",
                                tenant.simulator().clientId(),
                                "displayName",
                                "Lanyard",
                                "signInAudience",
                                "AzureADMyOrg",
                                "passwordCredentials",
                                credentials)));
    }

    private static Optional<Finding> about(String subject, CheckReport report) {
        return report.observations().stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst();
    }

    private static List<Finding> permissions(CheckReport report) {
        return report.observations().stream()
                .filter(each -> !Set.of(SECRET, CLOCK).contains(each.subject()))
                .toList();
    }
}
