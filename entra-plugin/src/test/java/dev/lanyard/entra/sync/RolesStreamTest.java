package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.RoleScope;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.simulator.tenant.Term;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolesStreamTest {

    private static final String FROM = "2024-02-01T09:00:00Z";
    private static final String UNTIL = "2030-02-01T09:00:00Z";

    private final SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL);
    private final SyncStreams streams = Reading.streams(tenant.door());

    /** A tenant of one role, in which nobody has it yet. */
    private final ScriptedDoor door = new ScriptedDoor()
            .onLast("/roleManagementPolicyAssignments?", "")
            .onLast("/roleDefinitions?", "{\"id\":\"r\",\"displayName\":\"Reader\"}");

    @AfterEach
    void stop() {
        tenant.close();
    }

    private List<SyncPage> read() {
        return Reading.pages(streams, "roles", 999);
    }

    private List<SyncPage> readScripted() {
        return Reading.pages(Reading.streams(door), "roles", 999);
    }

    private static Grant grant(String role, ResourceId principal, Holding holding, String scope, String until) {
        return new Grant(
                new GrantKey(
                        new EntitlementId(new ResourceId("role", role), "assigned"),
                        principal,
                        holding,
                        Optional.of(scope).filter(where -> !where.isEmpty()),
                        Optional.empty()),
                principal.type().equals("group"),
                false,
                new Validity(
                        Optional.of(Instant.parse(FROM)),
                        Optional.of(until).filter(end -> !end.isEmpty()).map(Instant::parse)),
                holding == Holding.ELIGIBLE
                        ? Attributes.NONE
                        : Attributes.builder().put("assignmentType", "Assigned").build());
    }

    @Test
    void everyWayToHaveARole_isAGrantOfItsOwn() {
        String role = tenant.ids(ObjectType.ROLE_DEFINITION).get(14);
        ResourceId user = new ResourceId("user", tenant.ids(ObjectType.USER).get(119));
        ResourceId group = new ResourceId("group", tenant.first(ObjectType.GROUP, "isAssignableToRole", "true"));
        ResourceId software = new ResourceId(
                "service-principal", tenant.ids(ObjectType.SERVICE_PRINCIPAL).get(1));
        Term endless = new Term(FROM, null);
        Term ending = new Term(FROM, UNTIL);
        Set<String> before = Reading.grants(read()).keySet();
        tenant.tenant().change(edit -> {
            edit.access().assignRole(role, user.id(), RoleScope.directory("/"), endless);
            edit.access().assignRole(role, user.id(), RoleScope.directory("/administrativeUnits/9"), ending);
            edit.access().assignRole(role, user.id(), RoleScope.application("/app"), endless);
            edit.access().makeEligible(role, user.id(), RoleScope.directory("/"), ending);
            edit.access().makeEligible(role, group.id(), RoleScope.directory("/"), endless);
            edit.access().assignRole(role, group.id(), RoleScope.directory("/"), ending);
            edit.access().assignRole(role, software.id(), RoleScope.directory("/" + software.id()), endless);
        });

        List<SyncPage> pages = read();

        Map<String, Grant> made = Reading.grants(pages);
        made.keySet().removeAll(before);
        assertThat(made.values())
                .containsExactlyInAnyOrder(
                        grant(role, user, Holding.ACTIVE, "", ""),
                        grant(role, user, Holding.TEMPORARY, "/administrativeUnits/9", UNTIL),
                        grant(role, user, Holding.ACTIVE, "/app", ""),
                        grant(role, user, Holding.ELIGIBLE, "", UNTIL),
                        grant(role, group, Holding.ELIGIBLE, "", ""),
                        grant(role, group, Holding.TEMPORARY, "", UNTIL),
                        grant(role, software, Holding.ACTIVE, "/" + software.id(), ""));
        assertThat(Reading.skipped(pages)).isEmpty();
        assertThat(Reading.notices(pages)).isEmpty();
    }

    @Test
    void role_isPrivileged_whereMicrosoftLabelsItSo() {
        door.onLast("/roleAssignmentScheduleInstances?", "")
                .onLast("/roleEligibilityScheduleInstances?", "")
                .onLast("/roleManagementPolicyAssignments?", "")
                .onLast("/roleDefinitions?", """
                        {"id":"62e90394-69f5-4237-9190-012177145e10","displayName":"Global Administrator"},
                        {"id":"88d8e3e3-8f55-4a1e-953a-9b9898b8876b","displayName":"Directory Readers"}
                        """);

        assertThat(readScripted().get(0).records())
                .filteredOn(Resource.class::isInstance)
                .extracting(each -> ((Resource) each).traits())
                .containsExactly(Set.of(Trait.ROLE, Trait.PRIVILEGED), Set.of(Trait.ROLE));
    }

    @Test
    void role_isTold_withTheRulesThatPimSetsForIt() {
        door.onLast("/roleAssignmentScheduleInstances?", "")
                .onLast("/roleEligibilityScheduleInstances?", "")
                .onFirst("/roleManagementPolicyAssignments?", """
                        {"value":[{"roleDefinitionId":"r","policy":{"rules":[
                        {"id":"Expiration_EndUser_Assignment","maximumDuration":"PT8H"},
                        {"id":"Expiration_Admin_Eligibility","maximumDuration":"P365D","isExpirationRequired":true},
                        {"id":"Expiration_Admin_Assignment","maximumDuration":"P180D","isExpirationRequired":false},
                        {"id":"Enablement_EndUser_Assignment","enabledRules":["Justification"]},
                        {"id":"Approval_EndUser_Assignment","setting":{"isApprovalRequired":true}},
                        {"id":"Notification_Admin_Admin_Eligibility"}]}}]}
                        """)
                .onFirst("/roleDefinitions?", """
                        {"value":[{"id":"r","displayName":"Reader","isBuiltIn":false,"isEnabled":true,
                        "templateId":"r","resourceScopes":["/"]}]}
                        """);

        List<SyncRecord> records = readScripted().get(0).records();

        assertThat(records.get(0))
                .isEqualTo(new Resource(
                        new ResourceId("role", "r"),
                        "Reader",
                        Status.ENABLED,
                        Set.of(Trait.ROLE),
                        Optional.empty(),
                        Attributes.builder()
                                .put("isBuiltIn", false)
                                .put("templateId", "r")
                                .put(
                                        "resourceScopes",
                                        new AttributeValue.Sequence(List.of(new AttributeValue.Text("/"))))
                                .put("activationMaximumDuration", "PT8H")
                                .put("eligibilityMaximumDuration", "P365D")
                                .put("permanentEligibilityAllowed", false)
                                .put("assignmentMaximumDuration", "P180D")
                                .put("permanentAssignmentAllowed", true)
                                .put("activationRequiresMfa", false)
                                .put("activationRequiresJustification", true)
                                .put("activationRequiresApproval", true)
                                .build()));
        assertThat(((Entitlement) records.get(1)).refusal()).isEmpty();
    }

    @Test
    void roleThatIsSwitchedOff_cannotBeGranted() {
        String off = tenant.first(ObjectType.ROLE_DEFINITION, "isEnabled", "false");

        Map<String, SyncRecord> held = Reading.held(read());

        assertThat(held.get("role/" + off))
                .isInstanceOfSatisfying(
                        Resource.class, role -> assertThat(role.status()).isEqualTo(Status.DISABLED));
        assertThat(held.get("role/" + off + "#assigned"))
                .isInstanceOfSatisfying(
                        Entitlement.class,
                        entitlement -> assertThat(entitlement.refusal())
                                .map(Refusal::code)
                                .contains("disabled"));
    }

    @Test
    void whoHasARoleThroughAGroup_followsFromTheGroup() {
        door.onLast("/roleAssignmentScheduleInstances?", """
                        {"roleDefinitionId":"r","principalId":"g","memberType":"Direct",
                        "principal":{"@odata.type":"#microsoft.graph.group","id":"g"}},
                        {"roleDefinitionId":"r","principalId":"u","memberType":"Group",
                        "principal":{"@odata.type":"#microsoft.graph.user","id":"u"}}
                        """).onLast("/roleEligibilityScheduleInstances?", "");

        assertThat(Reading.grants(readScripted()).values())
                .singleElement()
                .satisfies(grant -> assertThat(grant.key().text()).isEqualTo("role/r#assigned@group/g"))
                .satisfies(grant -> assertThat(grant.expandable()).isTrue());
    }

    @Test
    void whoIsNotThereAnyMore_orOfAnUnknownType_isExternal() {
        door.onLast("/roleAssignmentScheduleInstances?", """
                        {"roleDefinitionId":"r","principalId":"gone","principal":null},
                        {"roleDefinitionId":"r","principalId":"d",
                        "principal":{"@odata.type":"#microsoft.graph.device","id":"d"}}
                        """).onLast("/roleEligibilityScheduleInstances?", "");

        assertThat(Reading.grants(readScripted()))
                .containsOnlyKeys("role/r#assigned@directory-object/gone", "role/r#assigned@directory-object/d")
                .allSatisfy((key, grant) -> assertThat(grant.external()).isTrue());
    }

    @Test
    void malformedValues_areCounted_andTheRestRead() {
        door.onFirst("/roleManagementPolicyAssignments?", "{\"value\":[{\"roleDefinitionId\":\"r\",\"policy\":7},8]}")
                .onFirst(
                        "/roleDefinitions?",
                        "{\"value\":[{\"id\":\"r\",\"displayName\":[]},{\"displayName\":\"No id\"},9]}")
                .onLast("/roleAssignmentScheduleInstances?", """
                        {"roleDefinitionId":"r","principalId":"u","endDateTime":"tomorrow",
                        "principal":{"@odata.type":"#microsoft.graph.user","id":"u"}},
                        {"roleDefinitionId":"r"},"x"
                        """)
                .onLast("/roleEligibilityScheduleInstances?", "{\"principalId\":\"u\"}");

        List<SyncPage> pages = readScripted();

        assertThat(Reading.keys(pages)).containsExactly("role/r", "role/r#assigned", "role/r#assigned@user/u");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("role/r", "malformed", "policy: expected an object, found a number"),
                        new SkippedRow("role/?", "malformed", "rules that are not an object"),
                        new SkippedRow("role/r", "malformed", "displayName: expected text, found an array"),
                        new SkippedRow("role/?", "malformed", "a role without id"),
                        new SkippedRow("role/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow(
                                "role/r#assigned@user/u",
                                "malformed",
                                "endDateTime: expected a time such as 2024-05-01T08:30:00Z"),
                        new SkippedRow("role/?", "malformed", "an assignment that names no role or principal"),
                        new SkippedRow("role/?", "malformed", "an assignment that is not an object"),
                        new SkippedRow("role/?", "malformed", "an assignment that names no role or principal"));
    }

    @Test
    void withoutP2_plainAssignmentsAreRead_andTheReportSaysWhatIsMissing() {
        tenant.tenant().setPremium(Premium.P1);

        List<SyncPage> pages = read();

        assertThat(Reading.notices(pages))
                .containsExactly("roles-without-eligibility", "roles-without-rules", "roles-without-schedules");
        assertThat(Reading.grants(pages).values())
                .hasSize(tenant.ids(ObjectType.ROLE_ASSIGNMENT).size())
                .allSatisfy(grant -> assertThat(grant.key().holding()).isEqualTo(Holding.ACTIVE))
                .anySatisfy(grant -> assertThat(grant.key().scope()).isPresent());
    }

    @Test
    void withoutPermissionForEligibility_theRestIsRead() {
        tenant.permit("Directory.Read.All", "RoleAssignmentSchedule.Read.Directory");

        List<SyncPage> pages = read();

        assertThat(Reading.notices(pages)).containsExactly("roles-without-eligibility", "roles-without-rules");
        assertThat(pages)
                .flatExtracting(SyncPage::notices)
                .extracting(Notice::remedy)
                .anySatisfy(remedy -> assertThat(remedy).contains("RoleEligibilitySchedule.Read.Directory"));
        assertThat(Reading.grants(pages))
                .hasSize(tenant.ids(ObjectType.ROLE_ASSIGNMENT_INSTANCE).size());
    }

    @Test
    void withoutAnyPermission_theStreamIsEmpty_andSaysSo() {
        tenant.permit("User.Read.All");

        List<SyncPage> pages = read();

        assertThat(Reading.keys(pages)).isEmpty();
        assertThat(Reading.notices(pages)).containsExactly("without-roles");
    }

    @Test
    void roleThatIsMadeBetweenTwoPages_leavesNothingHanging_andIsReadByTheNextSync() {
        String user = tenant.ids(ObjectType.USER).get(119);
        DirectoryObject late = DirectoryObject.of(
                ObjectType.ROLE_DEFINITION,
                "0aab5a5e-66d0-4f13-8a4c-11d6f3fa0001",
                Map.of("displayName", "Late", "isEnabled", true));
        String eligible = "role/" + late.id() + "#assigned@user/" + user + ";eligible";
        SyncPartition roles = streams.plan(SyncRequest.full(Set.of("roles"))).get(0);
        SyncPage first = streams.read(roles, Cursor.start());
        tenant.tenant().add(late);
        tenant.tenant().makeEligible(late.id(), user, "/", false);

        List<SyncPage> rest = Reading.pages(
                (partition, cursor) -> streams.read(partition, cursor.isStart() ? next(first) : cursor), roles);

        assertThat(Reading.grants(rest)).isNotEmpty().doesNotContainKey(eligible);
        assertThat(Reading.skipped(rest))
                .containsExactly(new SkippedRow(
                        eligible, "unknown-role", "the role is not listed: it was made or deleted during the sync"));
        assertThat(Reading.held(read())).containsKey(eligible);
    }

    private static Cursor next(SyncPage page) {
        return ((NextStep.More) page.next()).cursor();
    }

    @Test
    void whoHasARoleThatIsNotListed_isLeftOutOfEveryList_andCounted() {
        String stranger = "{\"roleDefinitionId\":\"x\",\"principalId\":\"u\","
                + "\"principal\":{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"u\"}}";
        door.on("/roleAssignmentScheduleInstances?", "403")
                .onPage("/roleAssignments?", "/roleAssignments?B", stranger)
                .onFirst("/roleAssignments?B", "{\"value\":[" + stranger + "]}")
                .onLast("/roleEligibilityScheduleInstances?", stranger);

        List<SyncPage> pages = readScripted();

        assertThat(Reading.grants(pages)).isEmpty();
        assertThat(Reading.skipped(pages))
                .extracting(SkippedRow::subject)
                .containsExactly("role/x#assigned@user/u", "role/x#assigned@user/u", "role/x#assigned@user/u;eligible");
    }

    @Test
    void cursorThatDoesNotSayWhichRolesThereAre_isInvalid() {
        SyncPartition roles = streams.plan(SyncRequest.full(Set.of("roles"))).get(0);

        assertThatThrownBy(() -> streams.read(roles, new Cursor("{\"way\":\"role-eligibility\"}")))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
    }

    @Test
    void allOfIt_costsTwoRequests() {
        read();

        assertThat(tenant.simulator().stats().endpoints())
                .hasEntrySatisfying(
                        "POST /$batch", count -> assertThat(count.requests()).isEqualTo(1))
                .hasEntrySatisfying(
                        "GET /roleManagement/directory/roleEligibilityScheduleInstances",
                        count -> assertThat(count.requests()).isEqualTo(1));
    }
}
