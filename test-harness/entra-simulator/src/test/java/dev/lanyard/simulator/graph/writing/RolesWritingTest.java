package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Giving directory roles and groups, for good and through PIM. */
class RolesWritingTest extends WritingTest {

    private static final String ROLES = "/roleManagement/directory/";
    private static final String PIM = "/identityGovernance/privilegedAccess/group/";
    private static final String FOR_A_DAY =
            "'scheduleInfo':{'expiration':{'type':'afterDuration','duration':'PT24H'}},'justification':'because'";

    @AfterEach
    void paid() {
        simulator.tenant().setPremium(Premium.P2);
    }

    @Test
    void aRole_isGivenOnce_andTakenAway() {
        String user = newUser();
        String body = role(user, "'directoryScopeId':'/'");

        Reply made = post(ROLES + "roleAssignments", body);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.body().path("principalId").asText()).isEqualTo(user);
        assertThat(activities().get(0)).isEqualTo("Add member to role");
        assertThat(post(ROLES + "roleAssignments", body).message())
                .isEqualTo("A conflicting object with one or more of the specified property values is present in the"
                        + " directory.");
        String scoped = role(user, "'appScopeId':'/payroll'");
        assertThat(post(ROLES + "roleAssignments", scoped)
                        .body()
                        .path("appScopeId")
                        .asText())
                .isEqualTo("/payroll");
        String path = ROLES + "roleAssignments/" + made.body().path("id").asText();
        assertThat(delete(path).status()).isEqualTo(204);
        assertThat(delete(path).status()).isEqualTo(404);
        assertThat(activities().get(0)).isEqualTo("Remove member from role");
    }

    @Test
    void whoIsInAGroupThatHasARole_isListedToo_asHavingItThroughAGroup() {
        String user = newUser();
        String group = newGroup();
        String id = simulator.tenant().assignRole(someRole().id(), group, "/", true);
        simulator.tenant().addMember(group, user);

        List<JsonNode> held = instances("roleAssignmentScheduleInstances", user);
        List<JsonNode> scheduled = instances("roleAssignmentSchedules", user);
        simulator.tenant().end(id);

        assertThat(held)
                .isNotEmpty()
                .allMatch(each -> each.path("memberType").asText().equals("Group"));
        assertThat(held)
                .anyMatch(each ->
                        each.path("roleDefinitionId").asText().equals(someRole().id()));
        assertThat(scheduled).hasSameSizeAs(held);
        assertThat(instances("roleAssignmentScheduleInstances", user)).hasSize(held.size() - 1);
        assertThat(instances("roleAssignments", user)).isEmpty();
    }

    @Test
    void aPrincipal_isExpandedWhole_andPimRefusesToSelectFromIt() {
        String narrow = "?$expand=principal($select=id)";

        assertThat(client.get(ROLES + "roleAssignments" + narrow)
                        .body()
                        .at("/value/0/principal/displayName")
                        .isTextual())
                .isTrue();
        for (String list : List.of("roleAssignmentScheduleInstances", "roleEligibilityScheduleInstances")) {
            assertThat(client.get(ROLES + list + narrow).code()).isEqualTo("InvalidFilter");
            assertThat(client.get(ROLES + list + "?$expand=principal")
                            .body()
                            .at("/value/0/principal/@odata.type")
                            .isTextual())
                    .isTrue();
        }
        assertThat(client.get(PIM + "eligibilityScheduleInstances" + narrow + "&$filter=principalId eq '" + STRANGER
                                + "'")
                        .code())
                .isEqualTo("InvalidFilter");
    }

    @Test
    void wrongScopesAndPrincipals_areRefused() {
        String user = newUser();

        assertThat(post(ROLES + "roleAssignments", role(user, "'x':1")).status())
                .isEqualTo(400);
        assertThat(post(ROLES + "roleAssignments", role(user, "'directoryScopeId':'/" + STRANGER + "'"))
                        .status())
                .isEqualTo(404);
        assertThat(post(ROLES + "roleAssignments", role(newGroup(), "'directoryScopeId':'/'"))
                        .message())
                .contains("cannot be assigned to roles");
        assertThat(post(ROLES + "roleAssignments", role(STRANGER, "'directoryScopeId':'/'"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRole_isGivenForATime_withinTheRules() {
        String user = newUser();
        rules(true, "P1D");
        String path = ROLES + "roleAssignmentScheduleRequests";
        String assign = role(user, "'directoryScopeId':'/','action':'adminAssign'," + FOR_A_DAY);

        assertThat(post(path, assign.replace("because", "")).message())
                .isEqualTo("The following policy rules failed: [\"JustificationRule\"]");
        assertThat(post(path, assign.replace("PT24H", "PT25H")).message()).contains("\"ExpirationRule\"");
        assertThat(post(path, assign.replace("PT24H", "P6M")).message()).contains("\"ExpirationRule\"");
        assertThat(post(path, assign.replace("afterDuration", "noExpiration")).code())
                .isEqualTo("RoleAssignmentRequestPolicyValidationFailed");
        assertThat(post(path, assign.replace("adminAssign", "selfActivate")).status())
                .isEqualTo(400);
        Reply made = post(path, assign);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.body().path("status").asText()).isEqualTo("Provisioned");
        assertThat(instances("roleAssignmentScheduleInstances", user)).hasSize(1);
        assertThat(post(path, assign).code()).isEqualTo("RoleAssignmentExists");
        Reply removed = post(path, role(user, "'directoryScopeId':'/','action':'adminRemove'"));
        assertThat(removed.body().path("status").asText()).isEqualTo("Revoked");
        assertThat(post(path, role(user, "'directoryScopeId':'/','action':'adminRemove'"))
                        .code())
                .isEqualTo("RoleAssignmentDoesNotExist");
        assertThat(instances("roleAssignmentScheduleInstances", user)).isEmpty();
    }

    @Test
    void aRoleOfTomorrow_isScheduled_andHeldFromThenOn() {
        String user = newUser();
        rules(false, "P1D");
        String body = role(
                user,
                "'directoryScopeId':'/','action':'adminAssign','justification':'because','scheduleInfo':"
                        + "{'startDateTime':'2100-01-01T00:00:00Z','expiration':{'type':'afterDateTime',"
                        + "'endDateTime':'2100-01-08T00:00:00Z'}}");

        assertThat(post(ROLES + "roleAssignmentScheduleRequests", body).status())
                .isEqualTo(201);

        assertThat(instances("roleAssignmentScheduleInstances", user)).isEmpty();
        assertThat(instances("roleAssignments", user)).isEmpty();
        assertThat(instances("roleAssignmentSchedules", user))
                .singleElement()
                .satisfies(schedule -> assertThat(schedule.at("/scheduleInfo/expiration/endDateTime")
                                .asText())
                        .isEqualTo("2100-01-08T00:00:00Z"));
        assertThat(post(ROLES + "roleAssignmentScheduleRequests", body).code()).isEqualTo("RoleAssignmentExists");
        assertThat(post(
                                ROLES + "roleAssignmentScheduleRequests",
                                role(user, "'directoryScopeId':'/','action':'adminRemove'"))
                        .status())
                .isEqualTo(201);
        assertThat(instances("roleAssignmentSchedules", user)).isEmpty();
    }

    @Test
    void oneRole_isReadByItsId_andWhatEveryoneIsCannotBeGiven() {
        String id = someRole().id();

        Reply one = client.get(ROLES + "roleDefinitions/" + id + "?$select=id,displayName,isEnabled");

        assertThat(one.body().path("id").asText()).isEqualTo(id);
        assertThat(one.body().path("isEnabled").asBoolean()).isTrue();
        assertThat(one.body().has("description")).isFalse();
        assertThat(client.get(ROLES + "roleDefinitions/" + STRANGER).status()).isEqualTo(404);
        assertThat(post(
                                ROLES + "roleAssignments",
                                role(newUser(), "'directoryScopeId':'/'")
                                        .replace(id, "10dae51f-b6af-4016-8d66-8c2a99b929b3"))
                        .message())
                .contains("implicit user role");
    }

    @Test
    void eligibility_isExtended_andNotAmongTheAssignments() {
        String user = newUser();
        rules(false, "P1D");
        String path = ROLES + "roleEligibilityScheduleRequests";
        String assign = role(user, "'directoryScopeId':'/','action':'adminAssign'," + FOR_A_DAY);

        assertThat(post(path, assign.replace("'action'", "'isValidationOnly':true,'action'"))
                        .status())
                .isEqualTo(201);
        assertThat(instances("roleEligibilityScheduleInstances", user)).isEmpty();
        assertThat(post(path, assign).status()).isEqualTo(201);
        String end = instances("roleEligibilityScheduleInstances", user)
                .get(0)
                .path("endDateTime")
                .asText();
        assertThat(post(path, assign.replace("adminAssign", "adminExtend").replace("PT24H", "P3D"))
                        .status())
                .isEqualTo(201);

        assertThat(instances("roleEligibilityScheduleInstances", user)
                        .get(0)
                        .path("endDateTime")
                        .asText())
                .isGreaterThan(end);
        assertThat(instances("roleAssignments", user)).isEmpty();
        assertThat(activities()).contains("Add eligible member to role");
    }

    @Test
    void withoutP2_pimSaysSo() {
        simulator.tenant().setPremium(Premium.P1);

        Reply reply = post(ROLES + "roleEligibilityScheduleRequests", role(newUser(), "'action':'adminAssign'"));

        assertThat(reply.code()).isEqualTo("AadPremiumLicenseRequired");
        assertThat(client.get(ROLES + "roleEligibilitySchedules").code()).isEqualTo("AadPremiumLicenseRequired");
    }

    @Test
    void aGroup_isJoinedForATime_andLeft() {
        String user = newUser();
        String group = newGroup();
        String assign = "{'accessId':'member','groupId':'" + group + "','principalId':'" + user
                + "','action':'adminAssign'," + FOR_A_DAY + "}";
        String members = "/groups/" + group + "/members";

        assertThat(post(PIM + "eligibilityScheduleRequests", assign).status()).isEqualTo(201);
        assertThat(client.get(members).value()).isEmpty();
        assertThat(post(PIM + "assignmentScheduleRequests", assign.replace("PT24H", "P300D"))
                        .message())
                .contains("ExpirationRule");
        assertThat(post(PIM + "assignmentScheduleRequests", assign).status()).isEqualTo(201);
        assertThat(client.get(members).value()).hasSize(1);
        assertThat(post(PIM + "assignmentScheduleRequests", assign).code()).isEqualTo("RoleAssignmentExists");
        String remove = assign.replace("adminAssign", "adminRemove");
        assertThat(post(PIM + "assignmentScheduleRequests", remove).status()).isEqualTo(201);
        assertThat(client.get(members).value()).isEmpty();
        assertThat(post(PIM + "assignmentScheduleRequests", remove).code()).isEqualTo("RoleAssignmentDoesNotExist");
        assertThat(client.get(PIM + "eligibilityScheduleInstances?$filter=groupId eq '" + group + "'")
                        .value())
                .hasSize(1);
    }

    @Test
    void pimOfGroups_isListedForOneGroupOrPrincipalOnly() {
        String list = PIM + "eligibilityScheduleInstances";
        String group = "groupId eq '" + newGroup() + "'";
        String principal = "principalId eq '" + STRANGER + "'";

        for (String enough : List.of(group, principal, "accessId eq 'member' and " + group)) {
            assertThat(client.get(list + "?$filter=" + enough).status())
                    .as(enough)
                    .isEqualTo(200);
        }
        for (String tooMuch : List.of(
                "accessId eq 'member'", group + " or " + principal, "not (" + group + ")", "groupId in ('a','b')")) {
            assertThat(client.get(list + "?$filter=" + tooMuch).message())
                    .as(tooMuch)
                    .isEqualTo("The request must be filtered by groupId or principalId.");
        }
        assertThat(client.get(list).status()).isEqualTo(400);
    }

    @Test
    void aGroupOfTomorrow_isScheduled_andNobodyIsInItUntilThen() {
        String group = newGroup();
        String assign = "{'accessId':'member','groupId':'" + group + "','principalId':'" + newUser()
                + "','action':'adminAssign','justification':'because','scheduleInfo':{'startDateTime':"
                + "'2100-01-01T00:00:00Z','expiration':{'type':'afterDateTime','endDateTime':'2100-01-08T00:00:00Z'}}}";
        String ofGroup = "?$filter=groupId eq '" + group + "'";

        assertThat(post(PIM + "assignmentScheduleRequests", assign).status()).isEqualTo(201);

        assertThat(client.get("/groups/" + group + "/members").value()).isEmpty();
        assertThat(client.get(PIM + "assignmentScheduleInstances" + ofGroup).value())
                .isEmpty();
        assertThat(client.get(PIM + "assignmentSchedules" + ofGroup).value())
                .singleElement()
                .satisfies(schedule -> {
                    assertThat(schedule.path("accessId").asText()).isEqualTo("member");
                    assertThat(schedule.at("/scheduleInfo/startDateTime").asText())
                            .isEqualTo("2100-01-01T00:00:00Z");
                });
        assertThat(client.get(PIM + "assignmentSchedules").status()).isEqualTo(400);
        assertThat(post(PIM + "assignmentScheduleRequests", assign.replace("adminAssign", "adminRemove"))
                        .status())
                .isEqualTo(201);
        assertThat(client.get(PIM + "assignmentSchedules" + ofGroup).value()).isEmpty();
    }

    @Test
    void aGroup_canBeEligible_whereItCouldNotBeAMember() {
        DirectoryObject withRoles = first(ObjectType.GROUP, group -> is(group, "isAssignableToRole"));
        String assign = "{'accessId':'member','groupId':'" + withRoles.id() + "','principalId':'" + newGroup()
                + "','action':'adminAssign'," + FOR_A_DAY + "}";

        assertThat(post(PIM + "eligibilityScheduleRequests", assign).status()).isEqualTo(201);
        assertThat(post(PIM + "assignmentScheduleRequests", assign).message()).contains("Invalid object type 'group'");
        assertThat(post(PIM + "eligibilityScheduleRequests", assign.replace("'member'", "'owner'"))
                        .message())
                .contains("Invalid object type 'group'");
    }

    @Test
    void thePermissionToRemove_givesNothing() {
        String body = "{'accessId':'member','groupId':'" + newGroup() + "','principalId':'" + newUser()
                + "','action':'adminAssign'," + FOR_A_DAY + "}";
        simulator.setRoles(List.of("PrivilegedAssignmentSchedule.Remove.AzureADGroup"));
        client.forgetToken();

        assertThat(post(PIM + "assignmentScheduleRequests", body).status()).isEqualTo(403);
        assertThat(post(PIM + "assignmentScheduleRequests", body.replace("adminAssign", "adminRemove"))
                        .code())
                .isEqualTo("RoleAssignmentDoesNotExist");
        simulator.setRoles(List.of(
                "User.ReadWrite.All",
                "Group.ReadWrite.All",
                "RoleManagement.ReadWrite.Directory",
                "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
                "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"));
        client.forgetToken();
    }

    private DirectoryObject someRole() {
        return first(ObjectType.ROLE_DEFINITION, each -> is(each, "isEnabled"));
    }

    private String role(String principal, String rest) {
        return "{'roleDefinitionId':'" + someRole().id() + "','principalId':'" + principal + "'," + rest + "}";
    }

    /** Sets the rules for those who give the role. */
    private void rules(boolean required, String longest) {
        DirectoryObject policy =
                first(ObjectType.ROLE_POLICY_ASSIGNMENT, each -> someRole().id().equals(each.text("roleDefinitionId")));
        List<Map<String, Object>> rules = List.of(
                Map.of(
                        "id", "Expiration_Admin_Assignment",
                        "isExpirationRequired", required,
                        "maximumDuration", longest),
                Map.of(
                        "id", "Expiration_Admin_Eligibility",
                        "isExpirationRequired", required,
                        "maximumDuration", longest));
        simulator.tenant().update(policy.id(), Map.of("policy", Map.of("rules", rules)));
    }

    private List<JsonNode> instances(String collection, String user) {
        return client.get(ROLES + collection + "?$filter=principalId eq '" + user + "'")
                .value();
    }
}
