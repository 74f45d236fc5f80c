package dev.lanyard.entra;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ConnectProxy;
import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole connector behind an HTTP proxy. */
@Timeout(120)
class ProxyTest {

    private static final String USER = "lanyard";
    private static final String PASSWORD = "MARKER-let-me-out-ü";
    private static final ConnectedTenant TENANT = new ConnectedTenant();

    private final ConnectProxy proxy = new ConnectProxy();

    @BeforeAll
    static void grant() {
        TENANT.grantAllBut(List.of());
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    @Test
    void loginAndGraph_goThroughIt() {
        CheckReport report = TENANT.check(Map.of("proxyUrl", proxy.url()));

        assertThat(report.usable()).isTrue();
        String service = URI.create(TENANT.simulator().url()).getAuthority();
        assertThat(proxy.heads())
                .isNotEmpty()
                .allSatisfy(head ->
                        assertThat(head).startsWith("CONNECT " + service + " ").doesNotContain("uthorization"));
    }

    @Test
    void user_isNamedWithTheFirstRequestAlready() {
        proxy.letIn(USER, PASSWORD);

        CheckReport report = TENANT.check(withUser(PASSWORD));

        assertThat(report.usable()).isTrue();
        assertThat(proxy.heads())
                .isNotEmpty()
                .allSatisfy(head -> assertThat(head).contains("\r\nProxy-Authorization: Basic "));
    }

    @Test
    void proxyThatWantsAUser_isSaidToDoSo() {
        proxy.letIn(USER, PASSWORD);

        assertBlocked(Map.of("proxyUrl", proxy.url()), "proxyUser", "wants a user to sign in", "proxyPassword");
        assertThat(proxy.heads()).as("asking again would not help").hasSize(1);
    }

    @Test
    void wrongPassword_isNotTriedAgain_andNotShown() {
        proxy.letIn(USER, PASSWORD);

        Finding finding = assertBlocked(withUser("MARKER-wrong"), "proxyUser", "refuses the user", "proxyPassword");

        assertThat(finding.toString()).doesNotContain("MARKER").doesNotContain(USER + ":");
        assertThat(proxy.heads()).as("an account could be locked").hasSize(1);
    }

    @Test
    void wayToSignInThatIsNotKnown_isSaid() {
        proxy.letIn(USER, PASSWORD);
        proxy.challengeWith("NTLM");

        assertBlocked(withUser("whatever"), "proxyUrl", "by NTLM", "Basic authentication");
    }

    @ParameterizedTest
    @CsvSource({
        "403, does not let connections to localhost:, ask those who run the proxy to allow",
        "502, does not get through to localhost:, try again later"
    })
    void refusedTunnel_isPutDownToTheProxy(int status, String message, String remedy) {
        proxy.refuseWith(status);

        assertBlocked(Map.of("proxyUrl", proxy.url()), "proxyUrl", message, remedy);
    }

    @Test
    void proxyThatIsNotThere_isNamed() {
        proxy.close();

        assertBlocked(Map.of("proxyUrl", proxy.url()), "proxyUrl", "cannot be reached", "check proxyUrl");
    }

    @Test
    void proxyThatNobodyKnows_isNamed() {
        assertBlocked(
                Map.of("proxyUrl", "http://no-such-proxy.invalid:3128"),
                "proxyUrl",
                "no-such-proxy.invalid:3128 is not known",
                "check the host name in proxyUrl");
    }

    @Test
    void proxyThatGoesAwayDuringASync_isNamed() {
        try (Connector connector = TENANT.open(Map.of("proxyUrl", proxy.url()))) {
            List<SyncPartition> partitions = connector.plan(SyncRequest.full(Set.of("accounts", "groups")));
            connector.read(partitions.get(0), Cursor.start());
            proxy.close();

            assertThatThrownBy(() -> connector.read(partitions.get(1), Cursor.start()))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                        assertThat(failure).hasMessageContaining("(proxyUrl)");
                        assertThat(failure.remedy()).contains("proxyUrl");
                    });
        }
    }

    @Test
    void managedIdentity_isAskedForDirectly() {
        WireMockServer machine = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        machine.start();
        machine.stubFor(get(urlPathEqualTo("/metadata/identity/oauth2/token"))
                .willReturn(okJson("{\"access_token\":\"MARKER-token\",\"expires_in\":\"3599\"}")));
        proxy.refuseWith(403);
        Map<String, String> settings = Map.of(
                "tenantId",
                TENANT.simulator().tenantId(),
                "signIn",
                "managed-identity",
                "managedIdentityUrl",
                "http://127.0.0.1:" + machine.port(),
                "proxyUrl",
                proxy.url());
        try (Connector connector = new EntraPlugin().open(EntraSchema.schema().configure(settings), new TestHost())) {
            CapabilityStatus status = connector.check().capabilities().get(0);

            assertThat(status.findings().get(0).message())
                    .as("what is behind the proxy")
                    .contains("does not let connections to graph.microsoft.com:443 through");
            assertThat(machine.getAllServeEvents()).hasSize(1);
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allMatch(head -> head.startsWith("CONNECT graph.microsoft.com:443 "));
        } finally {
            machine.stop();
        }
    }

    @Test
    void managedIdentityThatIsNotThere_isNotPutDownToTheProxy() {
        Map<String, String> settings = Map.of(
                "tenantId",
                TENANT.simulator().tenantId(),
                "signIn",
                "managed-identity",
                "managedIdentityUrl",
                "http://127.0.0.1:" + closedPort(),
                "proxyUrl",
                proxy.url());
        try (Connector connector = new EntraPlugin().open(EntraSchema.schema().configure(settings), new TestHost())) {
            Finding finding = connector.check().capabilities().get(0).findings().get(0);

            assertThat(finding.subject()).isEqualTo("managedIdentityUrl");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Map<String, String> withUser(String password) {
        return Map.of("proxyUrl", proxy.url(), "proxyUser", USER, "proxyPassword", password);
    }

    private static Finding assertBlocked(Map<String, String> settings, String subject, String message, String remedy) {
        List<CapabilityStatus> statuses = TENANT.check(settings).capabilities();

        assertThat(statuses)
                .extracting(CapabilityStatus::readiness)
                .isNotEmpty()
                .containsOnly(Readiness.BLOCKED);
        Finding finding = statuses.get(0).findings().get(0);
        assertThat(finding.subject()).isEqualTo(subject);
        assertThat(finding.message()).contains(message);
        assertThat(finding.remedy()).contains(remedy);
        return finding;
    }
}
