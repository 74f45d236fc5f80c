package dev.lanyard.simulator.graph.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory's audit log. */
class AuditTest extends ReadingTest {

    private static final String AUDITS = "/auditLogs/directoryAudits";

    @Test
    void anAssignment_isToldWithBothEnds_inAnyOrder() {
        Instant start = simulator.clock().instant();
        String user = id(ObjectType.USER, 4);
        String application = id(ObjectType.SERVICE_PRINCIPAL, 9);
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            String role = "11111111-2222-4333-8444-55555555555" + number;
            made.add(simulator.tenant().assignAppRole(user, application, role));
        }

        List<JsonNode> entries = client.get(AUDITS + "?$filter=activityDateTime ge " + start
                        + " and activityDisplayName eq 'Add app role assignment grant to user'")
                .value();

        assertThat(entries).hasSize(2).allSatisfy(entry -> {
            assertThat(targets(entry)).containsExactlyInAnyOrder("User " + user, "ServicePrincipal " + application);
            assertThat(entry.path("category").asText()).isEqualTo("UserManagement");
            assertThat(entry.path("loggedByService").asText()).isEqualTo("Core Directory");
            assertThat(entry.at("/initiatedBy/user/userPrincipalName").asText()).isNotEmpty();
        });
        assertThat(targets(entries.get(0)).get(0))
                .isNotEqualTo(targets(entries.get(1)).get(0));
        made.forEach(simulator.tenant()::removeAppRoleAssignment);
        assertThat(client.get(AUDITS + "?$top=1")
                        .value()
                        .get(0)
                        .path("activityDisplayName")
                        .asText())
                .isEqualTo("Remove app role assignment from user");
    }

    @Test
    void entries_areNewestFirst_orOldestFirstWhenAsked_inPagesThatAreAllThere() {
        Instant start = simulator.clock().instant();
        String user = id(ObjectType.USER, 5);
        for (int number = 0; number < 7; number++) {
            simulator.tenant().rename(user, "Name " + number);
            simulator.clock().advance(Duration.ofSeconds(1));
        }
        String filter = "?$filter=activityDateTime ge " + start + " and startswith(activityDisplayName,'Update u')"
                + " and targetResources/any(t:t/id eq '" + user + "')";

        List<String> newestFirst = times(client.all(AUDITS + filter + "&$top=3"));
        simulator.clock().advance(Duration.ofSeconds(11));
        List<String> oldestFirst = times(client.all(AUDITS + filter + "&$top=4&$orderby=activityDateTime asc"));

        assertThat(oldestFirst).hasSize(7).isSorted().doesNotHaveDuplicates();
        assertThat(new ArrayList<>(newestFirst)).isEqualTo(reversed(oldestFirst));
    }

    @Test
    void aLateLog_tellsNothingAtFirst_andThenWhenItWas() {
        simulator.setAuditLag(Duration.ofMinutes(5));
        Instant start = simulator.clock().instant();
        simulator.tenant().rename(id(ObjectType.GROUP, 3), "Late");
        String address = AUDITS + "?$filter=activityDateTime ge " + start;

        assertThat(client.get(address).value()).isEmpty();
        simulator.clock().advance(Duration.ofMinutes(5));
        assertThat(client.get(address).value())
                .hasSize(1)
                .allMatch(entry ->
                        Instant.parse(entry.path("activityDateTime").asText()).isBefore(start.plusSeconds(60)));
        simulator.setAuditLag(Duration.ZERO);
    }

    @Test
    void anEntry_isForgottenAfterAMonth_orAWeekWhereNothingWasPaid() {
        simulator.tenant().rename(id(ObjectType.GROUP, 3), "Soon forgotten");
        simulator.clock().advance(Duration.ofDays(8));
        client.forgetToken();
        assertThat(client.get(AUDITS + "?$top=1").value()).hasSize(1);

        simulator.tenant().setPremium(Premium.FREE);
        assertThat(client.get(AUDITS + "?$top=1").value()).isEmpty();
        simulator.tenant().setPremium(Premium.P2);
        simulator.clock().advance(Duration.ofDays(23));
        client.forgetToken();
        assertThat(client.get(AUDITS + "?$top=1").value()).isEmpty();
    }

    @Test
    void aSixthCallInTenSeconds_isThrottled_whateverUnitsAreLeft() {
        for (int call = 0; call < 5; call++) {
            assertThat(client.get(AUDITS + "?$top=1").status()).isEqualTo(200);
        }

        Reply sixth = client.get(AUDITS + "?$top=1");

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 10);
        assertThat(client.get("/users?$top=1").status()).isEqualTo(200);
        simulator.clock().advance(Duration.ofSeconds(10));
        assertThat(client.get(AUDITS + "?$top=1").status()).isEqualTo(200);
    }

    @Test
    void aProvisioningJob_isNotInTheLog_andFederationIsAnUpdateOfItsOwner() {
        Instant start = simulator.clock().instant();
        String application = id(ObjectType.APPLICATION, 0);
        String job = id(ObjectType.SYNCHRONIZATION_JOB, 0);

        simulator.tenant().setJobState(job, "Paused");
        simulator.tenant().detach(simulator.tenant().addFederatedCredential(application, "ci", "subject"));

        assertThat(client.get(AUDITS + "?$filter=activityDateTime ge " + start).value())
                .hasSize(2)
                .allMatch(entry -> entry.path("activityDisplayName").asText().equals("Update application")
                        && targets(entry).equals(List.of("Application " + application)));
    }

    @Test
    void everyChange_ofARole_namesTheRoleAndThePrincipal() {
        String role = id(ObjectType.ROLE_DEFINITION, 0);
        String user = id(ObjectType.USER, 30);
        simulator.tenant().end(simulator.tenant().assignRole(role, user, "/", false));
        simulator.tenant().end(simulator.tenant().makeEligible(role, user, "/", true));

        List<JsonNode> entries = client.get(AUDITS + "?$top=4").value();

        assertThat(entries.stream()
                        .map(entry -> entry.path("activityDisplayName").asText()))
                .containsExactly(
                        "Remove eligible member from role",
                        "Add eligible member to role",
                        "Remove member from role",
                        "Add member to role");
        Set<String> expected = new TreeSet<>(List.of("Role " + role, "User " + user));
        assertThat(entries).allMatch(entry -> new TreeSet<>(targets(entry)).equals(expected));
        assertThat(entries.get(0).path("loggedByService").asText()).isEqualTo("PIM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$filter=category eq 'UserManagement'                                | Request_UnsupportedQuery",
                "$filter=activityDateTime gt 2026-01-01T00:00:00Z                    | Request_BadRequest",
                "$filter=activityDateTime ge yesterday                               | Request_BadRequest",
                "$filter=activityDisplayName ge 'A'                                  | Request_UnsupportedQuery",
                "$filter=startswith(loggedByService,'C')                             | Request_UnsupportedQuery",
                "$filter=targetResources/any(t:t/type eq 'User')                     | Request_UnsupportedQuery",
                "$filter=loggedByService eq 'PIM' or loggedByService eq 'B2C'        | Request_BadRequest",
                "$filter=loggedByService eq 'PIM' and                                | Request_BadRequest",
                "$orderby=category                                                   | Request_UnsupportedQuery",
                "$select=id                                                          | Request_UnsupportedQuery",
                "$count=true                                                         | Request_UnsupportedQuery",
                "$top=1000                                                           | Request_UnsupportedQuery",
                "$skiptoken=x                                                        | Request_BadRequest",
            })
    void whatTheLogDoesNotOffer_isRefused(String query, String code) {
        Reply reply = client.get(AUDITS + "?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void aPageToken_belongsToItsFilter() {
        simulator.tenant().rename(id(ObjectType.GROUP, 3), "One");
        simulator.tenant().rename(id(ObjectType.GROUP, 3), "Two");
        String next =
                client.get(AUDITS + "?$top=1").body().path("@odata.nextLink").asText();

        assertThat(client.get(next + "&$filter=loggedByService eq 'PIM'").code())
                .isEqualTo("Request_BadRequest");
    }

    private String id(ObjectType type, int number) {
        Directory directory = simulator.tenant().current();
        DirectoryObject object = directory.object(directory.slots(type)[number]);
        return Objects.requireNonNull(object).id();
    }

    private static List<String> targets(JsonNode entry) {
        List<String> targets = new ArrayList<>();
        entry.path("targetResources")
                .forEach(target -> targets.add(
                        target.path("type").asText() + " " + target.path("id").asText()));
        return targets;
    }

    private static List<String> times(List<JsonNode> entries) {
        return entries.stream()
                .map(entry -> entry.path("activityDateTime").asText())
                .toList();
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        java.util.Collections.reverse(reversed);
        return reversed;
    }
}
