package dev.lanyard.entra.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.ChangeKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the feed of changes tells, and when it has to say that it cannot. */
class ChangesFeedTest {

    private static final TenantShape SHAPE = new TenantShape(40, 20, 120, 12, 40, 3);
    private static final String GROUP = "0b0b0b0b-1111-4222-8333-444444444444";

    private final FeedTenant simulated = new FeedTenant(SHAPE, "changes", Map.of());
    private final Tenant tenant = simulated.tenant();

    @AfterEach
    void stop() {
        simulated.close();
    }

    @Test
    void eachKindOfChange_hasAnEventAboutItsSubject_withWhoDidIt() {
        String user = user(5);
        String application = simulated.ids(ObjectType.SERVICE_PRINCIPAL).get(9);
        String registration = simulated.ids(ObjectType.APPLICATION).get(1);
        String role = simulated.ids(ObjectType.ROLE_DEFINITION).get(0);
        String appRole = "11111111-2222-4333-8444-555555555555";

        tenant.rename(user, "Renamed");
        expect(ChangeKind.RESOURCE_CHANGED, "user/" + user, "user/" + user);
        tenant.delete(user, false);
        expect(ChangeKind.RESOURCE_DELETED, "user/" + user, "-user/" + user);
        tenant.restore(user);
        expect(ChangeKind.RESOURCE_CREATED, "user/" + user, "user/" + user);
        addGroup();
        expect(ChangeKind.RESOURCE_CREATED, "group/" + GROUP, "group/" + GROUP, "group/" + GROUP + "#member");
        String member = "group/" + GROUP + "#member@user/" + user;
        tenant.addMember(GROUP, user);
        expect(ChangeKind.GRANT_ADDED, member, member);
        tenant.removeMember(GROUP, user);
        expect(ChangeKind.GRANT_REMOVED, member, "-" + member);
        tenant.addOwner(GROUP, user);
        expect(ChangeKind.GRANT_ADDED, member.replace("#member", "#owner"), member.replace("#member", "#owner"));
        String assigned = "service-principal/" + application + "#role-" + appRole + "@user/" + user;
        String assignment = tenant.assignAppRole(user, application, appRole);
        expect(ChangeKind.GRANT_ADDED, assigned, assigned);
        tenant.removeAppRoleAssignment(assignment);
        expect(ChangeKind.GRANT_REMOVED, assigned, "service-principal/" + application);
        String held = "role/" + role + "#assigned@user/" + user;
        String instance = tenant.assignRole(role, user, "/", false);
        expect(ChangeKind.GRANT_ADDED, held, held);
        tenant.end(instance);
        expect(ChangeKind.GRANT_REMOVED, held, "-user/" + user + ";holds=role");
        tenant.makeEligible(role, user, "/", true);
        expect(ChangeKind.GRANT_ADDED, held + ";eligible", held + ";eligible");
        tenant.rename(application, "Application");
        expect(ChangeKind.RESOURCE_CHANGED, "service-principal/" + application, "service-principal/" + application);
        tenant.update(registration, Map.of("passwordCredentials", List.of(Map.of("keyId", "one"))));
        expect(
                ChangeKind.RESOURCE_CHANGED,
                "application/" + registration,
                "application/" + registration,
                "credential/" + registration + ".one");
        tenant.update(registration, Map.of("passwordCredentials", List.of(Map.of("keyId", "two"))));
        expect(
                ChangeKind.RESOURCE_CHANGED,
                "application/" + registration,
                "-credential/" + registration + ".one",
                "credential/" + registration + ".two");
        String product = Objects.requireNonNull(Objects.requireNonNull(tenant.current()
                        .object(simulated.ids(ObjectType.SUBSCRIBED_SKU).get(0)))
                .text("skuId"));
        tenant.assignLicence(user, product);
        expect(ChangeKind.RESOURCE_CHANGED, "user/" + user, "licence/" + product + "#assigned@user/" + user);
    }

    private void expect(ChangeKind kind, String subject, String... effects) {
        simulated.pass(Duration.ofMinutes(1));
        List<ChangeEvent> events = simulated.changes();
        ChangeEvent event = events.get(0);
        assertThat(event.kind()).as(event.activity()).isEqualTo(kind);
        assertThat(event.subject().text()).as(event.activity()).isEqualTo(subject);
        assertThat(keys(event)).as(event.activity()).contains(effects);
        assertThat(event.by().orElseThrow().name()).contains("@");
        assertThat(tenant.current()
                        .object(event.by().orElseThrow().id().orElseThrow().id()))
                .as("whoever did it")
                .isNotNull();
        assertThat(events.subList(1, events.size()))
                .allMatch(other -> other.activity().equals("Change user license"));
    }

    private static List<String> keys(ChangeEvent event) {
        List<String> keys = new ArrayList<>();
        for (SyncRecord effect : event.effects()) {
            keys.add((effect instanceof Removal ? "-" : "") + effect.key().text());
        }
        return keys;
    }

    @Test
    void whoeverIsRestored_isBackInEveryGroup_andApplication() {
        String user = user(6);
        addGroup();
        tenant.addMember(GROUP, user);
        String application = simulated.ids(ObjectType.SERVICE_PRINCIPAL).get(9);
        tenant.assignAppRole(user, application, "11111111-2222-4333-8444-555555555555");
        tenant.addOwner(application, user);
        tenant.delete(user, false);
        simulated.changes();
        simulated.pass(Duration.ofMinutes(1));

        tenant.restore(user);
        ChangeEvent back = simulated.changes().get(0);

        assertThat(keys(back))
                .contains(
                        "group/" + GROUP + "#member@user/" + user,
                        "service-principal/" + application + "#owner@user/" + user,
                        "service-principal/" + application + "#role-11111111-2222-4333-8444-555555555555@user/" + user);
    }

    @Test
    void severalChangesOfOneObject_areToldEach_andReadOnce_forTheLastOfThem() {
        tenant.rename(user(3), "First");
        simulated.pass(Duration.ofSeconds(1));
        tenant.rename(user(3), "Second");
        simulated.simulator().resetStats();

        List<ChangeEvent> events = simulated.changes();

        assertThat(events).hasSize(2);
        assertThat(events.get(0).effects()).isEmpty();
        assertThat(((Resource) events.get(1).effects().get(0)).displayName()).isEqualTo("Second");
        assertThat(Objects.requireNonNull(
                                simulated.simulator().stats().endpoints().get("GET /users"))
                        .requests())
                .isEqualTo(1);
    }

    @Test
    void whatIsReadFromATime_beginsThere_inPagesAsSmallAsWanted_andEnds() {
        tenant.rename(user(1), "Before");
        simulated.pass(Duration.ofMinutes(1));
        simulated.since(simulated.now());
        for (int number = 0; number < 7; number++) {
            tenant.rename(user(number), "After");
        }

        List<EventPage> pages = simulated.pages(2);

        assertThat(pages).allMatch(page -> page.events().size() <= 2);
        assertThat(pages.stream().flatMap(page -> page.events().stream())).hasSize(7);
        assertThat(simulated.page(2).events()).isEmpty();
        assertThat(simulated.page(2).more()).isFalse();
    }

    @Test
    void aBusyTenant_isToldOnce_withACursorThatIsBounded_andANotice() {
        try (FeedTenant busy = new FeedTenant(SHAPE, "changes", Map.of("streams", "mailboxes"))) {
            Set<String> told = new HashSet<>();
            Set<String> notices = new HashSet<>();
            for (int round = 0; round < 9; round++) {
                busy.pass(Duration.ofMinutes(2));
                busy.tenant().change(edit -> {
                    for (int number = 0; number < 1_000; number++) {
                        edit.update(busy.ids(ObjectType.USER).get(0), Map.of("department", "D" + number));
                    }
                });
                for (EventPage page : busy.pages(999)) {
                    page.events()
                            .forEach(event -> assertThat(told.add(event.id())).isTrue());
                    page.notices().stream().map(Notice::code).forEach(notices::add);
                    assertThat(page.next().value()).hasSizeLessThanOrEqualTo(FeedCursor.MAX_LENGTH);
                }
            }
            assertThat(told).hasSize(9_000);
            assertThat(notices).containsExactly("busy-log");
        }
    }

    @Test
    void whatMayNotBeRead_isToldWithoutWhatFollows_andANotice() {
        simulated.simulator().setRoles(List.of("AuditLog.Read.All", "User.Read.All"));
        simulated.simulator().expireTokens();
        String role = simulated.ids(ObjectType.ROLE_DEFINITION).get(0);
        tenant.assignRole(role, user(2), "/", false);
        simulated.pass(Duration.ofSeconds(1));
        tenant.rename(user(2), "Renamed");

        EventPage page = simulated.page(10);

        assertThat(page.events()).hasSize(2);
        assertThat(((ChangeEvent) page.events().get(0)).effects()).isEmpty();
        assertThat(((ChangeEvent) page.events().get(1)).effects()).isNotEmpty();
        assertThat(page.notices()).extracting(Notice::code).containsExactly("changes-without-role-holder");
        assertThat(page.notices().get(0).remedy()).contains("RoleManagement.Read.Directory");
    }

    @Test
    void whatTheLogHasForgotten_isSaid() {
        tenant.rename(user(1), "Old");
        simulated.changes();
        simulated.pass(Duration.ofDays(8));
        tenant.rename(user(1), "New");
        assertThat(simulated.changes()).hasSize(1);

        tenant.setPremium(Premium.FREE);
        simulated.pass(Duration.ofDays(8));
        ConnectorException expired = catchThrowableOfType(ConnectorException.class, () -> simulated.page(10));
        assertThat(expired.kind()).isEqualTo(ErrorKind.CHECKPOINT_EXPIRED);
        assertThat(expired.remedy()).contains("run a sync");

        simulated.since(simulated.now().minus(Duration.ofDays(10)));
        assertThat(simulated.page(10).notices()).extracting(Notice::code).contains("log-begins-later");
    }

    @Test
    void whatIsNotPermittedOrNotOffered_saysSo() {
        simulated.simulator().setFaults(Fault.status("GET /auditLogs/directoryAudits", 403));
        ConnectorException forbidden = catchThrowableOfType(ConnectorException.class, () -> simulated.page(10));
        assertThat(forbidden.kind()).isEqualTo(ErrorKind.PERMISSION);
        assertThat(forbidden.getMessage()).contains("AuditLog.Read.All");

        simulated.simulator().setFaults();
        simulated.simulator().setAuditOffered(false);
        ConnectorException unlicensed = catchThrowableOfType(ConnectorException.class, () -> simulated.page(10));
        assertThat(unlicensed.kind()).isEqualTo(ErrorKind.PERMISSION);
        assertThat(unlicensed.getMessage()).contains("licence").contains("changes");
        assertThat(unlicensed.remedy()).contains("changeFeed");
    }

    @ParameterizedTest
    @CsvSource({"changes, changeFeed", "usage, usageFeed"})
    void aFeedThatIsSwitchedOff_namesItsSetting(String feed, String setting) {
        try (FeedTenant without = new FeedTenant(SHAPE, feed, Map.of(setting, "false"))) {
            ConnectorException off = catchThrowableOfType(ConnectorException.class, () -> without.page(10));
            assertThat(off.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(off.getMessage()).contains(setting);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nonsense", "{}", "{\"feed\":\"usage\"}", "{\"feed\":\"changes\",\"floor\":\"today\"}", "[1]"})
    void aForeignCursor_isRefused(String cursor) {
        assertThat(catchThrowableOfType(
                                ConnectorException.class,
                                () -> simulated
                                        .feeds()
                                        .read("changes", new FeedStart.After(new FeedCursor(cursor)), 10))
                        .kind())
                .isEqualTo(ErrorKind.INVALID);
    }

    @Test
    void aCursorOfTheOtherFeed_isRefused() {
        FeedCursor usage = simulated
                .feeds()
                .read("usage", new FeedStart.Since(simulated.now()), 10)
                .next();

        assertThat(catchThrowableOfType(
                                ConnectorException.class,
                                () -> simulated.feeds().read("changes", new FeedStart.After(usage), 10))
                        .kind())
                .isEqualTo(ErrorKind.INVALID);
        assertThat(catchThrowableOfType(
                                ConnectorException.class,
                                () -> simulated.feeds().read("gossip", new FeedStart.After(usage), 10))
                        .kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
    }

    private String user(int number) {
        return simulated.ids(ObjectType.USER).get(number);
    }

    private void addGroup() {
        tenant.add(DirectoryObject.of(
                ObjectType.GROUP, GROUP, Map.of("displayName", "G", "mailEnabled", false, "securityEnabled", true)));
    }
}
