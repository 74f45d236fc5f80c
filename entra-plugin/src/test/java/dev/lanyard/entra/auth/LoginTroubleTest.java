package dev.lanyard.entra.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.vault.VaultKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login service that is busy, out of order or not there: the same for every way to sign in. */
@Timeout(120)
class LoginTroubleTest {

    private static final ScriptedService SERVICE = new ScriptedService();
    private static final String TOKENS = ScriptedService.tokenPath();

    private final TestHost host = new TestHost();

    @AfterEach
    void forget() {
        SERVICE.reset();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @ParameterizedTest
    @CsvSource({"client-secret, 429", "client-secret, 503", "oauth, 429", "oauth, 503"})
    void serviceThatWantsToBeLeftAlone_is(String way, int status) {
        first(aResponse().withStatus(status).withHeader("Retry-After", "1"));

        CheckReport report = check(way);

        assertThat(report.capabilities().get(0).findings()).isEmpty();
        assertThat(host.waits()).singleElement().asString().startsWith("1 s: ").contains("status " + status);
        // Nobody else has asked meanwhile.
        SERVICE.server().verify(2, postRequestedFor(urlPathEqualTo(TOKENS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-secret", "oauth"})
    void whatIsNoLoginService_isToldByItsStatus_andNotAskedForLong(String way) {
        always(aResponse().withStatus(404).withBody("<html>nothing here</html>"));

        Finding finding = check(way).capabilities().get(0).findings().get(0);

        assertThat(finding.message()).contains("gave no token and no reason (status 404)");
        assertThat(finding.subject()).isEqualTo("authorityUrl");
        SERVICE.server().verify(3, postRequestedFor(urlPathEqualTo(TOKENS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-secret", "oauth"})
    void redirect_isNotFollowed_norTriedAgain(String way) {
        always(aResponse().withStatus(307).withHeader("Location", SERVICE.url() + "/elsewhere"));

        Finding finding = check(way).capabilities().get(0).findings().get(0);

        assertThat(finding.message())
                .contains("redirects, which is not followed")
                .contains("(authorityUrl)");
        assertThat(SERVICE.server().getAllServeEvents()).hasSize(1);
    }

    private CheckReport check(String way) {
        Map<String, String> settings = SERVICE.settings();
        settings.put("signIn", way);
        if (way.equals("oauth")) {
            settings.remove("clientSecret");
            host.vault().put(new VaultKey("refresh-token", "administrator"), "", Secret.of("MARKER-refresh"));
        }
        SERVICE.unpackBatches();
        for (String path : List.of("/v1.0/users", "/v1.0/groups")) {
            SERVICE.server().stubFor(get(urlPathEqualTo(path)).willReturn(okJson("{\"value\":[{\"id\":\"1\"}]}")));
        }
        try (Connector connector = new EntraPlugin().open(EntraSchema.schema().configure(settings), host)) {
            return connector.check();
        }
    }

    private static void always(ResponseDefinitionBuilder answer) {
        SERVICE.server().stubFor(post(urlPathEqualTo(TOKENS)).willReturn(answer));
    }

    /** Then as it was. */
    private static void first(ResponseDefinitionBuilder answer) {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo(TOKENS))
                        .inScenario("login")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(answer)
                        .willSetStateTo("as it was"));
    }
}
