package dev.lanyard.simulator.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in by name and password. */
class PasswordGrantTest extends WritingTest {

    private static final String PASSWORD = "Correct-Horse-7";

    @Test
    void aPassword_signsIn_andItsTokenOpensNothing() {
        String name = person("in", false);

        Reply reply = signIn(name, PASSWORD);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Reply users = client.call(
                "GET",
                "/users",
                null,
                "Authorization",
                "Bearer " + reply.body().path("access_token").asText());
        assertThat(users.status()).isEqualTo(403);
    }

    @Test
    void whoMayNotSignIn_hearsWhy_onlyWithThePassword() {
        String name = person("out", true);

        assertThat(code(signIn("nobody@" + DOMAIN, PASSWORD))).isEqualTo(50034);
        assertThat(code(signIn(name, "wrong"))).isEqualTo(50126);
        assertThat(code(signIn(name, PASSWORD))).isEqualTo(50055);
        patch("/users/" + name, "{'accountEnabled':false}");
        assertThat(code(signIn(name, "wrong"))).isEqualTo(50126);
        assertThat(code(signIn(name, PASSWORD))).isEqualTo(50057);
        assertThat(code(signIn(name, ""))).isEqualTo(900144);
    }

    @Test
    void adminSignIn_tellsWhetherItIsThePassword_whileTheUserExists() {
        String id = client.get("/users/" + person("admin-in", true))
                .body()
                .path("id")
                .asText();

        assertThat(adminSignIn(id, PASSWORD)).isEqualTo("{\"signedIn\":true}");
        assertThat(adminSignIn(id, "wrong")).isEqualTo("{\"signedIn\":false}");
        delete("/users/" + id);
        assertThat(adminSignIn(id, PASSWORD)).isEqualTo("{\"signedIn\":false}");
        assertThat(client.raw("POST", "/__lanyard/sign-in", "{}").status()).isEqualTo(400);
    }

    private String adminSignIn(String id, String password) {
        return client.raw("POST", "/__lanyard/sign-in", "{\"id\":\"" + id + "\",\"password\":\"" + password + "\"}")
                .text();
    }

    @Test
    void stats_tellHowManyCallsWereWrites() {
        simulator.resetStats();
        String name = person("counted", false);
        patch("/users/" + name, "{'displayName':'y'}");
        client.get("/users/" + name);
        client.post("/directoryObjects/getByIds", "{\"ids\":[]}");

        assertThat(simulator.stats().writes()).isEqualTo(2);
    }

    private String person(String nickname, boolean change) {
        String name = nickname + "@" + DOMAIN;
        post(
                "/users",
                "{'accountEnabled':true,'displayName':'x','mailNickname':'" + nickname + "','userPrincipalName':'"
                        + name + "','passwordProfile':{'password':'" + PASSWORD
                        + "','forceChangePasswordNextSignIn':" + change + "}}");
        return name;
    }

    private Reply signIn(String name, String password) {
        return client.login(
                simulator.tenantId(), Map.of("grant_type", "password", "username", name, "password", password));
    }

    private static int code(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        return reply.body().at("/error_codes/0").asInt();
    }
}
