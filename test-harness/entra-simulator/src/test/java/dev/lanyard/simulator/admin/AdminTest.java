package dev.lanyard.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin protocol, as another process uses it. */
class AdminTest extends ReadingTest {

    @Test
    void stats_countEveryRequestItsUnitsAndItsBytes() {
        Reply users = client.get("/users?$select=id&$top=30");
        Reply group = client.get("/groups/11111111-2222-4333-8444-555555555555/members");
        client.get("/elephants");

        JsonNode stats = client.raw("GET", "/__lanyard/stats", null).body();

        assertThat(stats.at("/total/requests").asInt()).isEqualTo(3);
        assertThat(stats.at("/total/resourceUnits").asInt()).isEqualTo(1 + 3);
        assertThat(stats.at("/total/throttled").asInt()).isZero();
        JsonNode endpoints = stats.path("endpoints");
        assertThat(endpoints.path("GET /users").path("bytes").asInt())
                .isEqualTo(users.response().body().length);
        assertThat(endpoints.path("GET /groups/{id}/members").path("bytes").asInt())
                .isEqualTo(group.response().body().length);
        assertThat(endpoints.path("GET unknown").path("requests").asInt()).isEqualTo(1);
        assertThat(client.raw("POST", "/__lanyard/stats/reset", null).status()).isEqualTo(204);
        assertThat(client.raw("GET", "/__lanyard/stats", null)
                        .body()
                        .at("/total/requests")
                        .asInt())
                .isZero();
    }

    @Test
    void stats_doNotCountLogins() {
        client.forgetToken();
        client.get("/organization");

        assertThat(simulator.stats().endpoints().keySet()).containsExactly("GET /organization");
    }

    @Test
    void state_isTheTenantLineByLine() {
        Reply reply = client.raw("GET", "/__lanyard/state", null);

        assertThat(reply.text().lines().toList()).isEqualTo(simulator.state());
        assertThat(simulator.state().stream().filter(line -> line.startsWith("{\"type\":\"membership\"")))
                .hasSize(1500)
                .allMatch(line -> line.matches("\\{\"type\":\"membership\",\"group\":\"[^\"]+\",\"member\":\"[^\"]+\","
                        + "\"memberType\":\"(user|group|servicePrincipal|device|orgContact)\"}"));
    }

    @Test
    void faults_areSetAndCleared() {
        String faults = """
                {"faults":[{"endpoint":"GET /users","kind":"status","status":504,"retryAfterSeconds":2,"count":1},
                           {"endpoint":"*","kind":"throttle","probability":1.0,"skip":1}]}""";
        assertThat(client.raw("POST", "/__lanyard/faults", faults).status()).isEqualTo(204);

        assertThat(client.get("/users").status()).isEqualTo(504);
        assertThat(client.get("/users").status()).isEqualTo(200);
        assertThat(client.get("/users").status()).isEqualTo(429);
        assertThat(client.raw("DELETE", "/__lanyard/faults", null).status()).isEqualTo(204);
        assertThat(client.get("/users").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "faults   | {\"faults\":[{\"endpoint\":\"*\",\"kind\":\"earthquake\"}]}",
                "faults   | {\"faults\":[{\"endpoint\":\"*\",\"kind\":\"status\",\"colour\":1}]}",
                "faults   | {\"faults\":[{\"endpoint\":\"*\",\"kind\":\"redirect\"}]}",
                "faults   | {\"faults\":[{\"kind\":\"drop\"}]}",
                "faults   | {}",
                "faults   | no json",
                "settings | {\"tenant\":\"other\"}",
                "settings | {\"readLagMillis\":-1}",
                "settings | {\"auditLagMillis\":-1}",
                "settings | {\"auditLateShare\":0.5}",
                "settings | {\"premium\":\"P3\"}",
                "settings | {\"linkRefusal\":\"POLITELY\"}",
                "changes  | {\"seed\":1,\"count\":0}",
                "changes  | {\"seed\":1,\"count\":100001}",
                "tokens   | {\"lifetimeSeconds\":0}",
            })
    void aWrongBody_isRefusedWithAReason(String call, String body) {
        Reply reply = client.raw("POST", "/__lanyard/" + call, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isNotEmpty();
        assertThat(client.get("/users?$top=1").status()).isEqualTo(200);
    }

    @Test
    void anUnknownCall_isNotFound() {
        assertThat(client.raw("GET", "/__lanyard/elephants", null).status()).isEqualTo(404);
    }

    @Test
    void settings_swapTheTenantForAnEmptyOneAndBack() {
        client.raw("POST", "/__lanyard/settings", "{\"tenant\":\"empty\"}");
        assertThat(client.get("/users").value()).isEmpty();
        assertThat(client.get("/groups/delta").body().has("@odata.deltaLink")).isTrue();
        assertThat(client.get("/organization").value()).hasSize(1);
        assertThat(client.raw("GET", "/__lanyard/state", null).text()).isEmpty();

        client.raw("POST", "/__lanyard/settings", "{\"tenant\":\"default\"}");
        assertThat(client.get("/users").value()).isNotEmpty();
    }

    @Test
    void settings_changeTheRolesOfTheNextToken() {
        client.raw("POST", "/__lanyard/settings", "{\"roles\":[\"Group.Read.All\"]}");
        client.forgetToken();

        assertThat(client.get("/groups").status()).isEqualTo(200);
        assertThat(client.get("/users").code()).isEqualTo("Authorization_RequestDenied");
        client.raw("POST", "/__lanyard/settings", "{\"roles\":[\"Directory.Read.All\"]}");
        client.forgetToken();
        assertThat(client.get("/users").status()).isEqualTo(200);
    }

    @Test
    void settings_giveTheApplicationDirectoryRoles_thatThereAre() {
        Reply set = client.raw(
                "POST",
                "/__lanyard/settings",
                "{\"exchangeLagMillis\":300000,\"directoryRoles\":[\"User Administrator\"]}");
        String token = client.login().path("access_token").asText().split("\\.", -1)[1];

        assertThat(set.status()).isEqualTo(204);
        assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8))
                .contains("\"wids\":[\"fe930be7-5e62-47db-91af-98c3a49a38b1\"]");
        assertThat(simulator.tenant().exchangeLag()).isEqualTo(Duration.ofMinutes(5));
        assertThat(client.raw("POST", "/__lanyard/settings", "{\"directoryRoles\":[\"Emperor\"]}")
                        .text())
                .contains("no directory role named 'Emperor'");
    }

    @Test
    void deltaLinks_canBeMadeToExpire_andAreRefusedAsSet() {
        String link = client.deltaLink("/users/delta?$select=id");
        client.raw("POST", "/__lanyard/settings", "{\"linkRefusal\":\"SYNC_STATE_NOT_FOUND\"}");
        assertThat(client.get(link).status()).isEqualTo(200);

        assertThat(client.raw("POST", "/__lanyard/delta-links/expire", null).status())
                .isEqualTo(204);

        assertThat(client.get(link).code()).isEqualTo("syncStateNotFound");
        client.raw("POST", "/__lanyard/settings", "{\"external\":true}");
        assertThat(client.get("/users/delta").code()).isEqualTo("Request_UnsupportedQuery");
        client.raw("POST", "/__lanyard/settings", "{\"external\":false,\"linkRefusal\":\"BY_AGE\"}");
        assertThat(client.get("/users/delta").status()).isEqualTo(200);
    }

    @Test
    void tokens_canBeMadeInvalid() {
        assertThat(client.get("/organization").status()).isEqualTo(200);
        assertThat(client.raw("POST", "/__lanyard/tokens/expire", null).status())
                .isEqualTo(204);
        assertThat(client.get("/organization").status()).isEqualTo(401);
        client.forgetToken();
        assertThat(client.raw("POST", "/__lanyard/tokens", "{\"lifetimeSeconds\":1800}")
                        .status())
                .isEqualTo(204);
        assertThat(client.login().path("expires_in").asInt()).isEqualTo(1800);
    }
}
