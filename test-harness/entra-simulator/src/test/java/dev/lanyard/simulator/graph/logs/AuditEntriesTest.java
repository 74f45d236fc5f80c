package dev.lanyard.simulator.graph.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.GraphClient;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an entry of the audit log says: who, what, and what it was before. */
class AuditEntriesTest {

    private static final String AUDITS = "/auditLogs/directoryAudits";

    private final EntraSimulator simulator =
            EntraSimulator.start(SimulatorOptions.of(new TenantShape(40, 20, 120, 12, 40, 3)));
    private final GraphClient client = new GraphClient(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void whoChangesSomethingThroughGraph_isTheProgram_andWhoDoesItElsewhereAPerson() {
        String user = id(ObjectType.USER, 6);
        simulator.tenant().rename(user, "By a person");
        simulator.setRoles(List.of("User.ReadWrite.All", "AuditLog.Read.All"));
        client.forgetToken();
        assertThat(client.call(
                                "PATCH",
                                "/users/" + user,
                                "{\"department\":\"Research\"}",
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(204);

        List<JsonNode> entries = client.get(AUDITS + "?$top=2").value();

        assertThat(entries.get(0).at("/initiatedBy/app/servicePrincipalId").asText())
                .matches("[0-9a-f-]{36}");
        assertThat(entries.get(0).at("/initiatedBy/user").isNull()).isTrue();
        assertThat(entries.get(1).at("/initiatedBy/app").isNull()).isTrue();
        String person = entries.get(1).at("/initiatedBy/user/id").asText();
        assertThat(simulator.tenant().current().object(person)).isNotNull();
        assertThat(client.get(AUDITS + "?$filter=initiatedBy/user/id eq '" + person + "'")
                        .value())
                .contains(entries.get(1))
                .doesNotContain(entries.get(0));
        JsonNode department = entries.get(0).at("/targetResources/0/modifiedProperties/0");
        assertThat(department.path("displayName").asText()).isEqualTo("Department");
        assertThat(department.path("newValue").asText()).isEqualTo("[\"Research\"]");
    }

    @Test
    void aLink_isToldWithThePrincipal_beforeOrAfterTheChange() {
        String group = newGroup();
        simulator.tenant().addMember(group, id(ObjectType.USER, 7));
        simulator.tenant().removeMember(group, id(ObjectType.USER, 7));
        String application = id(ObjectType.SERVICE_PRINCIPAL, 9);
        String role = "11111111-2222-4333-8444-555555555555";
        simulator.tenant().assignAppRole(id(ObjectType.USER, 7), application, role);

        List<JsonNode> entries = client.get(AUDITS + "?$top=9").value().stream()
                .filter(entry -> !entry.path("activityDisplayName").asText().equals("Change user license"))
                .toList();

        assertThat(modified(entries.get(2), "Group.ObjectID").path("newValue").asText())
                .isEqualTo("\"" + group + "\"");
        assertThat(modified(entries.get(1), "Group.ObjectID").path("oldValue").asText())
                .isEqualTo("\"" + group + "\"");
        assertThat(modified(entries.get(1), "Group.ObjectID").path("newValue").isNull())
                .isTrue();
        assertThat(modified(entries.get(0), "AppRole.Id").path("newValue").asText())
                .isEqualTo("\"" + role + "\"");
        assertThat(modified(entries.get(0), "User.ObjectID").path("newValue").asText())
                .isEqualTo("\"" + id(ObjectType.USER, 7) + "\"");
    }

    @Test
    void changedCredentials_areDescribed_theOldOnesAndTheNew() {
        String application = id(ObjectType.APPLICATION, 1);
        simulator
                .tenant()
                .update(
                        application,
                        Map.of("passwordCredentials", List.of(Map.of("keyId", "one", "displayName", "a"))));
        simulator
                .tenant()
                .update(
                        application,
                        Map.of("passwordCredentials", List.of(Map.of("keyId", "two", "displayName", "b"))));

        JsonNode entry = client.get(AUDITS + "?$top=1").value().get(0);

        assertThat(entry.path("activityDisplayName").asText())
                .isEqualTo("Update application – Certificates and secrets management");
        JsonNode keys = modified(entry, "KeyDescription");
        assertThat(keys.path("oldValue").asText()).contains("KeyIdentifier=one").doesNotContain("=two");
        assertThat(keys.path("newValue").asText()).contains("KeyIdentifier=two").doesNotContain("=one");
    }

    @Test
    void someEntriesComeLate_andInTheEndEachIsThere_alsoWherePagesRepeatSome() {
        simulator.clock().stop();
        Instant start = simulator.clock().instant();
        simulator.tenant().audit().setLate(0.5, Duration.ofMinutes(10));
        simulator.tenant().audit().setRepeating(true);
        for (int number = 0; number < 40; number++) {
            simulator.tenant().rename(id(ObjectType.GROUP, 2), "Name " + number);
        }
        String all = AUDITS + "?$filter=activityDateTime ge " + start + "&$top=30";

        int early = client.get(all).value().size();
        simulator.clock().advance(Duration.ofMinutes(10));
        List<String> ids =
                client.all(all).stream().map(entry -> entry.path("id").asText()).toList();

        assertThat(early).isBetween(5, 29);
        assertThat(ids).hasSizeGreaterThan(40);
        assertThat(Set.copyOf(ids)).hasSize(40);
    }

    @Test
    void aTenantWithoutALog_saysSo() {
        simulator.tenant().audit().setOffered(false);

        assertThat(client.get(AUDITS + "?$top=1").code())
                .isEqualTo("Authentication_RequestFromNonPremiumTenantOrB2CTenant");
    }

    @Test
    void whatReachesAUserThroughAGroup_isPutDownToLicensing() {
        String product = String.valueOf(
                Objects.requireNonNull(simulator.tenant().current().object(id(ObjectType.SUBSCRIBED_SKU, 0)))
                        .text("skuId"));
        Instant start = simulator.clock().instant();
        String user = id(ObjectType.USER, 11);
        String joined = newGroup();
        simulator.tenant().assignLicence(joined, product);
        simulator.tenant().addMember(joined, user);

        assertThat(client.get(AUDITS + "?$filter=activityDateTime ge " + start
                                + " and activityDisplayName eq 'Change user license'")
                        .value())
                .anyMatch(entry -> targets(entry).contains("User " + user)
                        && entry.at("/initiatedBy/app/displayName").asText().contains("Group-Based"));
    }

    private JsonNode modified(JsonNode entry, String name) {
        for (JsonNode target : entry.path("targetResources")) {
            for (JsonNode property : target.path("modifiedProperties")) {
                if (property.path("displayName").asText().equals(name)) {
                    return property;
                }
            }
        }
        throw new AssertionError(name + " is not in " + entry);
    }

    private String newGroup() {
        String group = "0b0b0b0b-1111-4222-8333-444444444444";
        if (simulator.tenant().current().object(group) == null) {
            simulator
                    .tenant()
                    .add(DirectoryObject.of(
                            ObjectType.GROUP,
                            group,
                            Map.of("displayName", "G", "mailEnabled", false, "securityEnabled", true)));
        }
        return group;
    }

    private String id(ObjectType type, int number) {
        DirectoryObject object =
                simulator.tenant().current().object(simulator.tenant().current().slots(type)[number]);
        return Objects.requireNonNull(object).id();
    }

    private static List<String> targets(JsonNode entry) {
        return entry.path("targetResources")
                .valueStream()
                .map(target ->
                        target.path("type").asText() + " " + target.path("id").asText())
                .toList();
    }
}
