package dev.lanyard.simulator.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.GraphClient;
import dev.lanyard.simulator.ReadingTest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest extends ReadingTest {

    @Test
    void token_forTheRightSecret_carriesTheClaimsOfAnApplication() throws Exception {
        JsonNode answer = client.login();

        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asInt()).isEqualTo(3599);
        String[] parts = answer.path("access_token").asText().split("\\.", -1);
        assertThat(parts).hasSize(3);
        JsonNode claims =
                JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("aud").asText()).isEqualTo(simulator.url());
        assertThat(claims.path("tid").asText()).isEqualTo(simulator.tenantId());
        assertThat(claims.path("appid").asText()).isEqualTo(simulator.clientId());
        assertThat(claims.path("exp").asLong()).isGreaterThan(claims.path("iat").asLong());
        assertThat(claims.path("roles")).extracting(JsonNode::asText).contains("User.Read.All");
    }

    @ParameterizedTest
    @CsvSource({
        "client_secret, wrong, 401, invalid_client, 7000215",
        "client_secret, '', 401, invalid_client, 7000218",
        "client_id, 11111111-2222-4333-8444-555555555555, 400, unauthorized_client, 700016",
        "client_id, '', 400, invalid_request, 900144",
        "scope, '', 400, invalid_request, 900144",
        "scope, User.Read.All, 400, invalid_scope, 1002012",
        "scope, https://graph.example/.default, 400, invalid_scope, 70011",
        "grant_type, implicit, 400, unsupported_grant_type, 70003",
    })
    void token_withAWrongField_isRefusedWithMicrosoftsCode(
            String field, String value, int status, String error, int code) {
        GraphClient.Reply reply = client.login(simulator.tenantId(), Map.of(field, value));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().path("error").asText()).isEqualTo(error);
        assertThat(reply.body().path("error_codes").get(0).asInt()).isEqualTo(code);
        assertThat(reply.body().path("error_description").asText()).startsWith("AADSTS" + code + ": ");
        assertThat(reply.body().path("error_uri").asText()).endsWith("/error?code=" + code);
        for (String name : List.of("timestamp", "trace_id", "correlation_id")) {
            assertThat(reply.body().path(name).asText()).isNotEmpty();
        }
    }

    @Test
    void token_ofAnUnknownTenant_isRefused() {
        GraphClient.Reply reply = client.login("11111111-2222-4333-8444-555555555555", Map.of());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("error_codes").get(0).asInt()).isEqualTo(90002);
    }

    @Test
    void refusal_ofAWrongSecret_doesNotRepeatIt() {
        GraphClient.Reply reply = client.login(simulator.tenantId(), Map.of("client_secret", "wrong-and-marked"));

        assertThat(reply.text()).doesNotContain("wrong-and-marked").doesNotContain(simulator.clientSecret());
    }

    @Test
    void metadata_namesTheTokenEndpoint() {
        GraphClient.Reply configuration =
                client.raw("GET", "/" + simulator.tenantId() + "/v2.0/.well-known/openid-configuration", null);
        GraphClient.Reply discovery = client.raw("GET", "/common/discovery/instance?api-version=1.1", null);

        assertThat(configuration.body().path("token_endpoint").asText())
                .isEqualTo(simulator.url() + "/" + simulator.tenantId() + "/oauth2/v2.0/token");
        assertThat(discovery.body().path("tenant_discovery_endpoint").asText()).startsWith(simulator.url());
    }

    @Test
    void token_thatIsOld_isRefused() {
        simulator.setTokenLifetime(Duration.ofSeconds(60));
        client.forgetToken();
        assertThat(client.get("/organization").status()).isEqualTo(200);

        simulator.clock().advance(Duration.ofSeconds(61));

        assertThat(client.get("/organization").status()).isEqualTo(401);
        assertThat(client.get("/organization").code()).isEqualTo("InvalidAuthenticationToken");
        simulator.setTokenLifetime(Duration.ofSeconds(3599));
        client.forgetToken();
    }

    @Test
    void token_thatWasRevoked_isRefusedAndTheNextOneIsTaken() {
        assertThat(client.get("/organization").status()).isEqualTo(200);

        simulator.expireTokens();

        assertThat(client.get("/organization").status()).isEqualTo(401);
        client.forgetToken();
        assertThat(client.get("/organization").status()).isEqualTo(200);
    }

    @Test
    void token_thatIsMissingOrForeign_isRefused() {
        assertThat(client.raw("GET", "/v1.0/users", null).code()).isEqualTo("InvalidAuthenticationToken");
        String forged = client.login().path("access_token").asText().replaceAll("[^.]+$", "forged");
        assertThat(client.get("/users", "Authorization", "Bearer " + forged).status())
                .isEqualTo(401);
        assertThat(client.get("/users", "Authorization", "Bearer nothing").status())
                .isEqualTo(401);
    }
}
