package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.lanyard.entra.config.SignInSettings.ByManagedIdentity;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.testing.SignInTenant;
import dev.lanyard.simulator.login.InstanceMetadata;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in as the machine. */
class ManagedIdentitySignInTest {

    private static final String SYSTEM = "00000000-aaaa-4bbb-8ccc-000000000001";
    private static final String USER = "00000000-aaaa-4bbb-8ccc-000000000002";

    private final SignInTenant tenant = new SignInTenant();
    private final InstanceMetadata machine = tenant.simulator().instanceMetadata();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void systemAssigned_andUserAssigned_signIn() {
        machine.assignSystemIdentity(SYSTEM);
        machine.assign(USER);

        tenant.assertWorks(way());
        tenant.assertWorks(way("managedIdentityClientId", USER));
    }

    @Test
    void identity_thatTheMachineLacks_isNamed() {
        ConnectorException none = tenant.failure(way());
        ConnectorException other = tenant.failure(way("managedIdentityClientId", USER));

        assertThat(none.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(none.getMessage())
                .startsWith("managedIdentityClientId: ")
                .contains("system-assigned managed identity", "HTTP 400");
        assertThat(none.remedy()).contains("switch on");
        assertThat(other.getMessage()).contains(USER);
        assertThat(other.remedy()).contains("assign the identity to this machine");
    }

    @Test
    void trouble_thatTheServiceSaysWillPass_isWaitedFor() {
        machine.assignSystemIdentity(SYSTEM);
        machine.failWith(404, 410, 429);

        tenant.assertWorks(way());

        assertThat(tenant.host().waits()).hasSize(3);
    }

    @Test
    void service_thatIsNotThere_isNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        ConnectorException failure = tenant.failure(way("managedIdentityUrl", "http://127.0.0.1:" + port));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.getMessage()).contains("127.0.0.1:" + port, "managedIdentityUrl");
    }

    @Test
    void token_thatExpiresInTheMiddleOfASync_isRenewed() {
        machine.assignSystemIdentity(SYSTEM);
        try (Connector connector = tenant.open(way())) {
            tenant.assertReads(connector);
            tenant.simulator().expireTokens();
            tenant.assertReads(connector);
        }
    }

    @Test
    void endpointOfTheEnvironment_goesBefore_andGetsItsHeader() throws Exception {
        WireMockServer host =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        host.start();
        try {
            host.stubFor(WireMock.get(WireMock.urlPathEqualTo("/msi/token"))
                    .withQueryParam("api-version", WireMock.equalTo("2019-08-01"))
                    .withQueryParam("resource", WireMock.equalTo("https://graph.example"))
                    .withQueryParam("client_id", WireMock.equalTo(USER))
                    .withHeader("X-IDENTITY-HEADER", WireMock.equalTo("MARKER"))
                    .willReturn(WireMock.okJson("{\"access_token\":\"t\",\"expires_on\":\"4102444800\"}")));
            ManagedIdentitySource source = new ManagedIdentitySource(
                    new ByManagedIdentity(Optional.of(USER), URI.create("http://127.0.0.1:1")),
                    Map.of("IDENTITY_ENDPOINT", host.baseUrl() + "/msi/token", "IDENTITY_HEADER", "MARKER"),
                    new OkHttpClient(),
                    Clock.systemUTC());

            assertThat(source.issue("https://graph.example/.default"))
                    .satisfies(token -> assertThat(token.getToken()).isEqualTo("t"))
                    .satisfies(token ->
                            assertThat(token.getExpiresAt().toEpochSecond()).isEqualTo(4_102_444_800L));

            host.resetMappings();
            host.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson("{\"access_token\":")));
            PassingTrouble broken =
                    catchThrowableOfType(PassingTrouble.class, () -> source.issue("https://graph.example/.default"));
            assertThat(broken.failure().getMessage()).doesNotContain("MARKER");
        } finally {
            host.stop();
        }
    }

    private Map<String, String> way(String... more) {
        Map<String, String> way = new HashMap<>();
        way.put("signIn", "managed-identity");
        way.put("managedIdentityUrl", tenant.simulator().instanceMetadataUrl());
        for (int i = 0; i < more.length; i += 2) {
            way.put(more[i], more[i + 1]);
        }
        return way;
    }
}
