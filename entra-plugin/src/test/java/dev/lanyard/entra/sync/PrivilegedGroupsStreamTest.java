package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.simulator.tenant.Term;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrivilegedGroupsStreamTest {

    private static final String FROM = "2024-02-01T09:00:00Z";
    private static final String UNTIL = "2030-02-01T09:00:00Z";
    private static final Term ENDING = new Term(FROM, UNTIL);
    private static final String NOBODY = "00000000-1111-2222-3333-444444444444";

    private final SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL);
    private final ScriptedDoor door = new ScriptedDoor()
            .onLast("isAssignableToRole eq true", "{\"id\":\"g\"}")
            .onLast("/eligibilityScheduleInstances?", "");

    @AfterEach
    void stop() {
        tenant.close();
    }

    private List<SyncPage> read(Map<String, String> settings) {
        return Reading.pages(Reading.streams(tenant.door(), settings), "privileged-groups", 999);
    }

    private List<SyncPage> readNaming(String... groups) {
        return read(Map.of("privilegedGroups", String.join(",", groups)));
    }

    private List<SyncPage> readScripted() {
        return Reading.pages(Reading.streams(door), "privileged-groups", 999);
    }

    private String ordinaryGroup() {
        return tenant.first(ObjectType.GROUP, "groupTypes", "[\"Unified\"]");
    }

    private String roleAssignable() {
        return tenant.first(ObjectType.GROUP, "isAssignableToRole", "true");
    }

    private long callsAbout(String what) {
        return tenant.simulator().stats().endpoints().entrySet().stream()
                .filter(endpoint -> endpoint.getKey().contains(what))
                .mapToLong(endpoint -> endpoint.getValue().requests())
                .sum();
    }

    private static Grant grant(String group, String slug, String user, Holding holding, String... assignmentType) {
        Attributes.Builder attributes = Attributes.builder();
        for (String each : assignmentType) {
            attributes.put("assignmentType", each);
        }
        return new Grant(
                new GrantKey(
                        new EntitlementId(new ResourceId("group", group), slug),
                        new ResourceId("user", user),
                        holding,
                        Optional.empty(),
                        Optional.empty()),
                false,
                false,
                new Validity(Optional.of(Instant.parse(FROM)), Optional.of(Instant.parse(UNTIL))),
                attributes.build());
    }

    @Test
    void whoIsEligible_orInForATime_isAGrantOfItsOwn() {
        String group = roleAssignable();
        List<String> users = tenant.ids(ObjectType.USER);
        Set<String> before = Reading.grants(read(Map.of())).keySet();
        tenant.tenant().change(edit -> {
            edit.access().makeEligibleForGroup(group, users.get(110), "member", ENDING);
            edit.access().makeEligibleForGroup(group, users.get(111), "owner", ENDING);
            edit.access().assignInGroup(group, users.get(112), "member", ENDING);
            edit.access().assignInGroup(group, users.get(113), "owner", ENDING);
            edit.access().assignInGroup(group, users.get(114), "member", new Term(FROM, null));
        });

        List<SyncPage> pages = read(Map.of());

        Map<String, Grant> made = Reading.grants(pages);
        made.keySet().removeAll(before);
        assertThat(made.values())
                .containsExactlyInAnyOrder(
                        grant(group, "member", users.get(110), Holding.ELIGIBLE),
                        grant(group, "owner", users.get(111), Holding.ELIGIBLE),
                        grant(group, "member", users.get(112), Holding.TEMPORARY, "assigned"),
                        grant(group, "owner", users.get(113), Holding.TEMPORARY, "assigned"));
        assertThat(Reading.skipped(pages)).isEmpty();
        assertThat(Reading.notices(pages)).isEmpty();
    }

    @Test
    void wordsInCapitals_andGroupsAsMembers_areUnderstood() {
        door.onFirst("/eligibilityScheduleInstances?", """
                        {"value":[{"groupId":"g","principalId":"n","accessId":"Member","memberType":"Direct",
                        "principal":{"@odata.type":"#microsoft.graph.group","id":"n"}},
                        {"groupId":"g","principalId":"u","accessId":"Member","memberType":"Group",
                        "principal":{"@odata.type":"#microsoft.graph.user","id":"u"}}]}
                        """)
                .onPage("/assignmentScheduleInstances?$expand", "/assignmentScheduleInstances?B", "")
                .onLast("/assignmentScheduleInstances?B", """
                        {"groupId":"g","principalId":"d","accessId":"Owner","endDateTime":"2030-02-01T09:00:00Z",
                        "principal":{"@odata.type":"#microsoft.graph.device","id":"d"}}
                        """);

        Map<String, Grant> grants = Reading.grants(readScripted());

        assertThat(grants)
                .containsOnlyKeys("group/g#member@group/n;eligible", "group/g#owner@directory-object/d;temporary");
        assertThat(grants.values())
                .extracting(Grant::expandable, Grant::external)
                .containsExactly(tuple(true, false), tuple(false, true));
    }

    @Test
    void malformedValues_areCounted_andTheRestRead() {
        door.onFirst("isAssignableToRole eq true", "{\"value\":[{\"id\":\"g\"},{\"id\":null},4]}")
                .onFirst("/eligibilityScheduleInstances?", """
                        {"value":[{"groupId":"g","principalId":"u","accessId":"member","startDateTime":17,
                        "principal":{"@odata.type":"#microsoft.graph.user","id":"u"}},
                        {"groupId":"g","accessId":"member"},{"groupId":"other","principalId":"u","accessId":"member"},
                        {"groupId":"g","principalId":"u","accessId":"friend"},5]}
                        """)
                .onLast("/assignmentScheduleInstances?", """
                        {"groupId":"g","principalId":"u","accessId":"member","endDateTime":"never"}
                        """);

        List<SyncPage> pages = readScripted();

        SkippedRow incomplete = new SkippedRow(
                "group/g", "malformed", "a schedule that names another group, no principal or no access");
        assertThat(Reading.keys(pages)).containsExactly("group/g#member@user/u;eligible");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("group/?", "malformed", "a group without id"),
                        new SkippedRow("group/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow(
                                "group/g#member@user/u;eligible",
                                "malformed",
                                "startDateTime: expected a time, found a number"),
                        incomplete,
                        incomplete,
                        incomplete,
                        new SkippedRow("group/?", "malformed", "a schedule that is not an object"),
                        new SkippedRow(
                                "group/g", "malformed", "endDateTime: expected a time such as 2024-05-01T08:30:00Z"));
    }

    @Test
    void groupNamedInTheSettings_isAskedAbout_howeverItsIdIsWritten() {
        String group = ordinaryGroup();
        String user = tenant.ids(ObjectType.USER).get(110);
        tenant.tenant().makeEligibleForGroup(group, user, "member");
        String eligible = "group/" + group + "#member@user/" + user + ";eligible";

        assertThat(Reading.grants(read(Map.of()))).doesNotContainKey(eligible);
        List<SyncPage> pages = readNaming(group.toUpperCase(Locale.ROOT));

        assertThat(Reading.grants(pages)).containsKey(eligible);
        assertThat(Reading.notices(pages)).isEmpty();
    }

    @Test
    void namedGroupThatDoesNotExist_isReportedByName_andNotAskedAbout() {
        String deleted = ordinaryGroup();
        tenant.tenant().delete(deleted, false);
        read(Map.of());
        long usual = callsAbout("/eligibilityScheduleInstances");
        tenant.simulator().resetStats();

        List<SyncPage> pages = readNaming(NOBODY, deleted);

        assertThat(pages)
                .flatExtracting(SyncPage::notices)
                .singleElement()
                .satisfies(notice -> assertThat(notice.code()).isEqualTo("privileged-groups-not-found"))
                .satisfies(notice -> assertThat(notice.message())
                        .contains("privilegedGroups")
                        .contains(NOBODY)
                        .contains(deleted));
        assertThat(callsAbout("/eligibilityScheduleInstances")).isEqualTo(usual);
    }

    @Test
    void namedGroup_whereOnPremisesGroupsAreSkipped_isLeftOut_andCounted() {
        String synced = tenant.first(ObjectType.GROUP, "onPremisesSyncEnabled", "true");
        tenant.tenant().makeEligibleForGroup(synced, tenant.ids(ObjectType.USER).get(110), "member");

        List<SyncPage> pages = read(Map.of("privilegedGroups", synced, "skipOnPremisesGroups", "true"));

        assertThat(Reading.keys(pages)).noneMatch(key -> key.startsWith("group/" + synced));
        assertThat(Reading.skipped(pages))
                .extracting(SkippedRow::subject, SkippedRow::reason)
                .containsExactly(tuple("group/" + synced, "on-premises-group"));
        assertThat(Reading.keys(readNaming(synced))).anyMatch(key -> key.startsWith("group/" + synced));
    }

    @Test
    void everyGrant_isOfAnEntitlementThatTheGroupsTell() {
        Map<String, String> settings = Map.of("privilegedGroups", NOBODY + "," + ordinaryGroup());
        tenant.tenant()
                .makeEligibleForGroup(
                        ordinaryGroup(), tenant.ids(ObjectType.USER).get(110), "owner");

        Set<String> told = Reading.held(Reading.pages(Reading.streams(tenant.door(), settings), "groups", 999))
                .keySet();

        assertThat(Reading.grants(read(settings)).values())
                .hasSizeGreaterThan(2)
                .allSatisfy(grant ->
                        assertThat(told).contains(grant.key().entitlement().text()));
    }

    @Test
    void manyNamedGroups_areLookedUpInOneRequest_andRoleAssignableOnesAskedAboutOnce() {
        List<String> groups = tenant.ids(ObjectType.GROUP);
        assertThat(groups).hasSize(60);

        readNaming(groups.toArray(String[]::new));

        assertThat(callsAbout("/eligibilityScheduleInstances")).isEqualTo(60);
        assertThat(callsAbout("POST /$batch")).isEqualTo(1 + 60 / 10);
    }

    @Test
    void idsOfAnotherForm_areRefusedWithTheSettings() {
        assertThatThrownBy(() -> readNaming(NOBODY, "the administrators")).hasMessageContaining("privilegedGroups");
    }

    @Test
    void withoutP2_theStreamIsEmpty_andSaysWhatIsMissing() {
        tenant.tenant().setPremium(Premium.P1);

        List<SyncPage> pages = read(Map.of());

        assertThat(Reading.keys(pages)).isEmpty();
        assertThat(Reading.notices(pages)).containsExactly("without-eligibility", "without-schedules");
    }

    @Test
    void withoutPermissionForOneList_theOtherIsRead() {
        tenant.permit("Group.Read.All", "Directory.Read.All", "PrivilegedEligibilitySchedule.Read.AzureADGroup");

        List<SyncPage> pages = read(Map.of());

        assertThat(Reading.notices(pages)).containsExactly("without-schedules");
        assertThat(Reading.grants(pages).values())
                .isNotEmpty()
                .allSatisfy(grant -> assertThat(grant.key().holding()).isEqualTo(Holding.ELIGIBLE));
    }
}
