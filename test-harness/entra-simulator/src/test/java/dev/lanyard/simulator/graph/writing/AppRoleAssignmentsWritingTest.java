package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assigning applications, and provisioning into them. */
class AppRoleAssignmentsWritingTest extends WritingTest {

    private static final String ROLE = "22222222-3333-4444-8555-666666666666";
    private static final String DEFAULT = "00000000-0000-0000-0000-000000000000";

    private String application = "";

    @BeforeEach
    void makeApplication() {
        application = simulator.tenant().newId();
        simulator
                .tenant()
                .add(DirectoryObject.of(
                        ObjectType.SERVICE_PRINCIPAL,
                        application,
                        Map.of(
                                "displayName",
                                "Payroll",
                                "appId",
                                simulator.tenant().newId(),
                                "appRoles",
                                List.of(Map.of(
                                        "id", ROLE, "isEnabled", true, "allowedMemberTypes", List.of("User"))))));
    }

    @Test
    void aRole_isAssignedOnce_andTakenAway() {
        String user = newUser();
        String path = "/servicePrincipals/" + application + "/appRoleAssignedTo";

        Reply made = post(path, body(user, application, ROLE));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.body().path("principalType").asText()).isEqualTo("User");
        String id = made.body().path("id").asText();
        assertThat(client.get(path).value()).hasSize(1);
        assertThat(client.get("/users/" + user + "/appRoleAssignments").value()).hasSize(1);
        assertThat(post("/users/" + user + "/appRoleAssignments", body(user, application, ROLE))
                        .message())
                .isEqualTo("Permission being assigned already exists on the object");
        assertThat(client.call("PATCH", path + "/" + id, "{}").status()).isEqualTo(405);
        assertThat(delete("/users/" + newUser() + "/appRoleAssignments/" + id).status())
                .isEqualTo(404);
        assertThat(delete(path + "/" + id).status()).isEqualTo(204);
        assertThat(delete(path + "/" + id).status()).isEqualTo(404);
        assertThat(activities().get(0)).isEqualTo("Remove app role assignment from user");
    }

    @Test
    void wrongIdsAndRoles_areRefused() {
        String user = newUser();
        String path = "/servicePrincipals/" + application + "/appRoleAssignedTo";

        assertThat(post(path, body(STRANGER, application, ROLE)).message()).isEqualTo("Not a valid reference update.");
        assertThat(post(path, body(user, user, ROLE)).message()).isEqualTo("Not a valid reference update.");
        assertThat(post(path, body(user, application, DEFAULT)).message()).contains("was not found on application");
        assertThat(post(path, body(user, application, STRANGER)).message()).contains("was not found on application");
        assertThat(post(path, body(application, application, ROLE)).message()).contains("was not found on application");
        simulator.setRoles(List.of("AppRoleAssignment.ReadWrite.All"));
        client.forgetToken();
        assertThat(post(path, body(user, application, ROLE)).status()).isEqualTo(403);
        assertThat(post("/users/" + user + "/appRoleAssignments", body(user, application, ROLE))
                        .status())
                .isEqualTo(201);
        simulator.setRoles(List.of(
                "AppRoleAssignment.ReadWrite.All",
                "User.ReadWrite.All",
                "Group.ReadWrite.All",
                "Application.Read.All",
                "Directory.Read.All",
                "Synchronization.ReadWrite.All"));
        client.forgetToken();
    }

    @Test
    void aGroup_isAssigned_andAnApplicationWithoutRoles_takesTheDefault() {
        simulator.tenant().update(application, Map.of("appRoles", List.of()));
        String group = newGroup();

        Reply made = post("/groups/" + group + "/appRoleAssignments", body(group, application, DEFAULT));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(delete("/groups/" + group + "/appRoleAssignments/"
                                + made.body().path("id").asText())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aJob_isStarted_andProvisionsWhoIsAssigned_fiveTimesInTenSeconds() {
        String job = simulator.tenant().addProvisioningJob(application, "Quarantine");
        String path = "/servicePrincipals/" + application + "/synchronization/jobs/" + job;
        String user = newUser();
        String rule = client.get(path + "/schema")
                .body()
                .at("/synchronizationRules/0/id")
                .asText();
        String subjects = "'subjects':[{'objectId':'" + user + "','objectTypeName':'User'}]";
        String body = "{'parameters':[{'ruleId':'" + rule + "'," + subjects + "}]}";

        assertThat(post(path + "/start", "").status()).isEqualTo(204);
        assertThat(state(job)).isEqualTo("Active");
        assertThat(post(path + "x/start", "").status()).isEqualTo(404);
        assertThat(post(path + "/provisionOnDemand", body).body().path("key").asText())
                .contains("\"result\":\"Skipped\"");
        simulator.tenant().assignAppRole(user, application, ROLE);
        assertThat(post(path + "/provisionOnDemand", body).body().path("key").asText())
                .contains("\"result\":\"Success\"");
        assertThat(post(path + "/provisionOnDemand", "{'parameters':[{'ruleId':'r'," + subjects + "}]}")
                        .status())
                .isEqualTo(400);
        post(path + "/provisionOnDemand", body);
        post(path + "/provisionOnDemand", body);
        assertThat(post(path + "/provisionOnDemand", body).status()).isEqualTo(429);
    }

    private String state(String job) {
        JsonNode status =
                object(job).value(ObjectType.SYNCHRONIZATION_JOB.properties().get("status"));
        return status.path("code").asText();
    }

    private static String body(String principal, String resource, String role) {
        return "{'principalId':'" + principal + "','resourceId':'" + resource + "','appRoleId':'" + role + "'}";
    }
}
