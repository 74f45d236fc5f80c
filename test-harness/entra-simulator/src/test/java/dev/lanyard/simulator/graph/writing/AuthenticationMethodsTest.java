package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.tenant.AuthenticationMethods;
import dev.lanyard.simulator.tenant.Link;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ways to sign in: seen, and taken away one by one. */
class AuthenticationMethodsTest extends WritingTest {

    @Test
    void methods_areToldByType_andTheDefaultGoesLast() {
        String user = newUser();
        String base = "/users/" + user + "/authentication";
        simulator
                .tenant()
                .change(edit -> List.of(
                                AuthenticationMethods.mobile(user, "+1 2065550100"),
                                AuthenticationMethods.alternateMobile(user, "+1 2065550101"),
                                AuthenticationMethods.authenticator(user, "app-1"))
                        .forEach(method -> edit.attachments().add(user, Link.AUTHENTICATION_METHODS, method)));
        Reply listed = client.get(base + "/methods");
        assertThat(listed.value())
                .extracting(method -> method.path("@odata.type").asText())
                .containsExactly(
                        "#microsoft.graph.passwordAuthenticationMethod",
                        "#microsoft.graph.phoneAuthenticationMethod",
                        "#microsoft.graph.phoneAuthenticationMethod",
                        "#microsoft.graph.microsoftAuthenticatorAuthenticationMethod");
        String mobile = base + "/phoneMethods/" + AuthenticationMethods.MOBILE;
        String application = base + "/microsoftAuthenticatorMethods/app-1";

        assertThat(delete(application).message()).contains("default authentication method");
        assertThat(delete(mobile).message()).contains("alternate mobile");
        assertThat(delete(base + "/phoneMethods/" + AuthenticationMethods.ALTERNATE_MOBILE)
                        .status())
                .isEqualTo(204);
        assertThat(delete(mobile).status()).isEqualTo(204);
        simulator.clock().advance(Duration.ofSeconds(11));
        assertThat(delete(application).status()).isEqualTo(204);
        assertThat(delete(application).status()).isEqualTo(404);
        assertThat(client.get(base + "/methods").value()).hasSize(1);
        assertThat(delete(base + "/passwordMethods/28c10230-6103-485e-b985-444c60001490")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void theSixthCall_inTenSeconds_isThrottled() {
        String path = "/users/" + newUser() + "/authentication/methods";
        for (int call = 0; call < 5; call++) {
            assertThat(client.get(path).status()).isEqualTo(200);
        }

        assertThat(client.get(path).status()).isEqualTo(429);
        assertThat(client.get(path).header("Retry-After")).isNotEmpty();
        simulator.clock().advance(Duration.ofSeconds(10));
        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.get(path + "?$top=1").status()).isEqualTo(400);
    }
}
