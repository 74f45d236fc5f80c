package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.GraphClient;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating, changing, deleting and restoring users, as clients meet it. */
class UsersWritingTest extends WritingTest {

    private static final String PASSWORD = "Correct-Horse-7";

    @AfterEach
    void powerless() {
        simulator.setReadLag(Duration.ZERO);
        simulator.setDirectoryRoles();
        simulator.setRoles(simulatorRoles());
        client.forgetToken();
    }

    private static List<String> simulatorRoles() {
        return List.of(
                "User.Read.All",
                "User.ReadWrite.All",
                "User.DeleteRestore.All",
                "User-PasswordProfile.ReadWrite.All",
                "User.RevokeSessions.All",
                "User.Invite.All",
                "AuditLog.Read.All");
    }

    @Test
    void aUser_isCreated_andEverythingButThePasswordIsToldAfterwards() {
        String link = client.deltaLink("/users/delta?$select=displayName,employeeId");

        Reply reply = post(
                "/users",
                "{'accountEnabled':true,'displayName':'Žofie 山田','mailNickname':'zofie','employeeId':'E-1',"
                        + "'userPrincipalName':'zofie@" + DOMAIN + "','usageLocation':'CZ','department':'Sales',"
                        + "'passwordProfile':{'password':'" + PASSWORD + "','forceChangePasswordNextSignIn':false}}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        String id = reply.body().path("id").asText();
        assertThat(reply.body().path("displayName").asText()).isEqualTo("Žofie 山田");
        assertThat(reply.text()).doesNotContain(PASSWORD).doesNotContain("passwordProfile");
        JsonNode read = client.get("/users/zofie@" + DOMAIN + "?$select=id,employeeId,userType,passwordProfile")
                .body();
        assertThat(read.path("id").asText()).isEqualTo(id);
        assertThat(read.path("employeeId").asText()).isEqualTo("E-1");
        assertThat(read.at("/passwordProfile/forceChangePasswordNextSignIn").asBoolean(true))
                .isFalse();
        assertThat(read.at("/passwordProfile/password").isNull()).isTrue();
        assertThat(client.all(link)).anyMatch(each -> each.path("id").asText().equals(id));
        assertThat(activities().get(0)).isEqualTo("Add user");
        assertThat(simulator.tenant().passwords().matches(id, PASSWORD)).isTrue();
        assertThat(simulator.state()).anyMatch(line -> line.contains(id)).noneMatch(line -> line.contains(PASSWORD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'displayName':'x' | 'displayName':null | Invalid value specified for property 'displayName'",
                "'displayName':'x' | 'city':'x' | A value is required for property 'displayName'",
                "'mailNickname':'new.one' | 'city':'x' | A value is required for property 'mailNickname'",
                "'employeeId':'1' | 'employeeId':'12345678901234567' | Invalid value specified for property 'employeeId'",
                "'employeeId':'1' | 'employeeId':'' | Invalid value specified for property 'employeeId'",
                "'employeeId':'1' | 'createdDateTime':'2020-01-01T00:00:00Z' | read-only",
                "'employeeId':'1' | 'shoeSize':'44' | does not exist on type 'microsoft.graph.user'",
                "'accountEnabled':true | 'accountEnabled':'yes' | Cannot convert",
                "'employeeId':'1' | 'employeeOrgData':{'team':'x'} | The property 'team' does not exist",
                "'employeeId':'1' | 'onPremisesExtensionAttributes':{'extensionAttribute16':'x'} | does not exist",
                "'employeeId':'1' | 'onPremisesExtensionAttributes':{'extensionAttribute1':5} | Cannot convert",
                "@fabrikam.onmicrosoft.com | @foreign.example | verified domain names",
                "Correct-Horse-7 | alllowercase | password complexity requirements",
                "Correct-Horse-7 | New.one-2026 | password complexity requirements",
                "'password':'Correct-Horse-7' | 'forceChangePasswordNextSignIn':true | A password must be specified"
            })
    void aUser_withWrongValues_isRefused(String right, String wrong, String message) {
        String body = "{'accountEnabled':true,'displayName':'x','mailNickname':'new.one','employeeId':'1',"
                + "'userPrincipalName':'new.one@fabrikam.onmicrosoft.com',"
                + "'passwordProfile':{'password':'Correct-Horse-7'}}";
        assertThat(body).contains(right);

        Reply reply = post("/users", body.replace(right, wrong));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message().replace('"', '\'')).contains(message);
        assertThat(all(ObjectType.USER, user -> "new.one".equals(user.text("mailNickname"))))
                .isEmpty();
    }

    @Test
    void aName_thatSomebodyHas_isRefused_evenWhileReadsDoNotSeeIt() {
        simulator.setReadLag(Duration.ofSeconds(30));
        String body = "{'accountEnabled':true,'displayName':'x','mailNickname':'twice','userPrincipalName':'twice@"
                + DOMAIN + "','passwordProfile':{'password':'Correct-Horse-7'}}";
        String id = post("/users", body).body().path("id").asText();

        Reply again = post("/users", body.replace("'twice'", "'other'"));
        Reply nickname = post("/users", body.replace("twice@", "other@"));

        assertThat(again.code()).isEqualTo("Request_BadRequest");
        assertThat(again.message())
                .isEqualTo("Another object with the same value for property userPrincipalName already exists.");
        assertThat(nickname.message()).contains("property mailNickname already exists");
        assertThat(client.get("/users/" + id).status()).isEqualTo(404);
        assertThat(patch("/users/" + id, "{'city':'Bern'}").code()).isEqualTo("Request_ResourceNotFound");
        simulator.clock().advance(Duration.ofSeconds(31));
        assertThat(client.get("/users/" + id).status()).isEqualTo(200);
        assertThat(patch("/users/" + id, "{'city':'Bern'}").status()).isEqualTo(204);
    }

    @Test
    void inAFederatedDomain_noPasswordIsNeeded_butAnImmutableId() {
        DirectoryObject organization = first(ObjectType.ORGANIZATION, any -> true);
        JsonNode before = organization.value(organization.type().properties().get("verifiedDomains"));
        Map<String, Object> federated = Map.of("name", "elsewhere.example", "type", "Federated");
        simulator.tenant().update(organization.id(), Map.of("verifiedDomains", List.of(before.get(0), federated)));
        String body = "{'accountEnabled':true,'displayName':'x','mailNickname':'fed',"
                + "'userPrincipalName':'fed@elsewhere.example'}";

        assertThat(post("/users", body).message()).isEqualTo("One or more properties contains invalid values.");
        assertThat(post("/users", body.replace("{'acc", "{'onPremisesImmutableId':'x==','acc"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aChange_isMadeAndLogged_underItsName() {
        String id = newUser();

        Reply reply = patch("/users/" + id, "{'jobTitle':'Nurse','businessPhones':['+1 2'],'city':null}");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.text()).isEmpty();
        assertThat(client.get("/users/" + id).body().path("jobTitle").asText()).isEqualTo("Nurse");
        assertThat(activities().get(0)).isEqualTo("Update user");
        patch("/users/" + id, "{'accountEnabled':false}");
        assertThat(activities().get(0)).isEqualTo("Disable account");
    }

    @Test
    void aPassword_needsItsPermissionAndARole_andNeverComesBack() {
        String id = newUser();
        String body = "{'passwordProfile':{'password':'Another-Horse-8','forceChangePasswordNextSignIn':true}}";

        assertThat(patch("/users/" + id, body).code()).isEqualTo("Authorization_RequestDenied");
        simulator.setDirectoryRoles(DirectoryRole.USER_ADMINISTRATOR);
        client.forgetToken();
        assertThat(patch("/users/" + id, body).status()).isEqualTo(204);

        assertThat(simulator.tenant().passwords().matches(id, "Another-Horse-8"))
                .isTrue();
        assertThat(activities().get(0)).isEqualTo("Reset user password");
        assertThat(simulator.state()).noneMatch(line -> line.contains("Another-Horse-8"));
        assertThat(simulator.state())
                .anyMatch(line -> line.contains(id) && line.contains("\"forceChangePasswordNextSignIn\":true"));
    }

    @Test
    void onlyWhoStandsAbove_makesSensitiveChangesOfAnAdministrator() {
        DirectoryObject role = first(ObjectType.ROLE_DEFINITION, any -> true);
        String id = newUser();
        simulator.tenant().assignRole(role.id(), id, "/", false);

        assertThat(patch("/users/" + id, "{'jobTitle':'Chief'}").status()).isEqualTo(204);
        assertThat(patch("/users/" + id, "{'accountEnabled':false}").status()).isEqualTo(403);
        assertThat(delete("/users/" + id).status()).isEqualTo(403);
        assertThat(post("/users/" + id + "/revokeSignInSessions", "").status()).isEqualTo(403);
        simulator.setDirectoryRoles(DirectoryRole.PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
        client.forgetToken();
        assertThat(patch("/users/" + id, "{'accountEnabled':false}").status()).isEqualTo(204);
    }

    @Test
    void aPermissionForOneProperty_opensNoOther() {
        String id = newUser();
        simulator.setRoles(List.of("User.EnableDisableAccount.All", "User.Read.All"));
        client.forgetToken();

        assertThat(patch("/users/" + id, "{'accountEnabled':false}").status()).isEqualTo(204);
        assertThat(patch("/users/" + id, "{'accountEnabled':true,'city':'Bern'}")
                        .status())
                .isEqualTo(403);
        assertThat(patch("/users/" + id, "{'passwordProfile':{'password':'Another-Horse-8'}}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSyncedUser_isChangedWhereItsMasterIs() {
        String id = first(
                        ObjectType.USER,
                        user -> is(user, "onPremisesSyncEnabled") && user.text("usageLocation") != null)
                .id();

        assertThat(patch("/users/" + id, "{'department':'Sales'}").message()).contains("on-premises mastered");
        assertThat(write("PUT", "/users/" + id + "/manager/$ref", reference(newUser()))
                        .message())
                .contains("on-premises mastered");
        assertThat(patch("/users/" + id, "{'usageLocation':'FR'}").status()).isEqualTo(204);
    }

    @Test
    void aManager_isSetAndTakenAway() {
        String id = newUser();
        String manager = newUser();
        String path = "/users/" + id + "/manager";

        assertThat(write("PUT", path + "/$ref", reference(manager)).status()).isEqualTo(204);
        assertThat(client.get(path).body().path("id").asText()).isEqualTo(manager);
        assertThat(write("PUT", path + "/$ref", reference(STRANGER)).status()).isEqualTo(404);
        assertThat(write("PUT", path + "/$ref", "{'@odata.id':'https://evil.example/users/" + manager + "'}")
                        .status())
                .isEqualTo(400);
        assertThat(delete(path + "/$ref").status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(delete(path + "/$ref").status()).isEqualTo(404);
    }

    @Test
    void aDeletedUser_canBeRestored_unlessSomebodyHasTheName_orDeletedForGood() {
        String id = newUser();
        String name = String.valueOf(object(id).text("userPrincipalName"));
        String restore = "/directory/deletedItems/" + id + "/restore";

        assertThat(delete("/users/" + id).status()).isEqualTo(204);
        assertThat(client.get("/users/" + id).status()).isEqualTo(404);
        assertThat(delete("/users/" + id).status()).isEqualTo(404);
        Reply restored = post(restore, "");
        assertThat(restored.status()).as(restored.text()).isEqualTo(200);
        assertThat(restored.body().path("userPrincipalName").asText()).isEqualTo(name);
        assertThat(activities().get(0)).isEqualTo("Restore user");
        delete("/users/" + id);
        post(
                "/users",
                "{'accountEnabled':true,'displayName':'x','mailNickname':'heir','userPrincipalName':'" + name
                        + "','passwordProfile':{'password':'Correct-Horse-7'}}");
        assertThat(post(restore, "").message()).contains("userPrincipalName already exists");
        assertThat(delete("/directory/deletedItems/" + id).status()).isEqualTo(204);
        assertThat(activities().get(0)).isEqualTo("Hard Delete user");
        assertThat(post(restore, "").status()).isEqualTo(404);
    }

    @Test
    void aDeletedUser_tellsSinceWhen_andIsGoneAfterThirtyDays() {
        try (EntraSimulator own = EntraSimulator.start(options())) {
            GraphClient caller = new GraphClient(own);
            Directory directory = own.tenant().current();
            String id = Objects.requireNonNull(directory.object(directory.slots(ObjectType.USER)[0]))
                    .id();
            String item = "/directory/deletedItems/" + id + "/microsoft.graph.user?$select=id,deletedDateTime";
            own.clock().stop();
            own.tenant().delete(id, false);

            Reply deleted = caller.get(item);
            own.clock().advance(Duration.ofDays(30));
            caller.forgetToken();
            Reply gone = caller.get(item);
            Reply tooLate = caller.post("/directory/deletedItems/" + id + "/restore", "");

            assertThat(Instant.parse(deleted.body().path("deletedDateTime").asText()))
                    .isEqualTo(own.clock().instant().minus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS));
            assertThat(gone.status()).isEqualTo(404);
            assertThat(tooLate.status()).isEqualTo(404);
        }
    }

    @Test
    void revokingSessions_saysSo() {
        String id = newUser();

        Reply reply = post("/users/" + id + "/revokeSignInSessions", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("value").asBoolean()).isTrue();
        assertThat(object(id).text("signInSessionsValidFromDateTime")).isNotNull();
    }

    @Test
    void aGuest_isInvited_andInvitedAgainUnderTheSameId() {
        String body = "{'invitedUserEmailAddress':'anna@partner.example','inviteRedirectUrl':'https://x.example',"
                + "'invitedUserDisplayName':'Anna'}";

        Reply first = post("/invitations", body);
        Reply second = post("/invitations", body);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.body().path("status").asText()).isEqualTo("PendingAcceptance");
        String id = first.body().at("/invitedUser/id").asText();
        assertThat(second.body().at("/invitedUser/id").asText()).isEqualTo(id);
        assertThat(object(id).text("userType")).isEqualTo("Guest");
        assertThat(activities()).contains("Invite external user");
        assertThat(post("/invitations", "{'invitedUserEmailAddress':'anna@partner.example'}")
                        .status())
                .isEqualTo(400);
        String member = String.valueOf(object(newUser()).text("userPrincipalName"));
        assertThat(post("/invitations", body.replace("anna@partner.example", member))
                        .message())
                .contains("already exists in the directory as object ID");
    }

    @Test
    void whereExternalCollaborationIsOff_noGuestIsInvited() {
        String body = "{'invitedUserEmailAddress':'otto@partner.example','inviteRedirectUrl':'https://x.example'}";
        simulator.setGuests(false);
        Reply refused = post("/invitations", body);
        simulator.setGuests(true);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).contains("Guest invitations not allowed for your company");
        assertThat(simulator.state()).noneMatch(line -> line.contains("otto@partner.example"));
        assertThat(post("/invitations", body).status()).isEqualTo(201);
    }

    @Test
    void aBody_withoutItsType_orWithoutSense_isRefused() {
        assertThat(client.call("PATCH", "/users/" + STRANGER, "{}").message()).contains("Content-Type header");
        assertThat(patch("/users/" + STRANGER, "{").message()).contains("Unable to read JSON request payload");
    }
}
