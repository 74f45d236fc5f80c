package dev.lanyard.entra;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntraConnectorTest {

    private static final ScriptedService SERVICE = new ScriptedService();

    private final TestHost host = new TestHost();
    private final ScriptedService service = SERVICE;

    @BeforeEach
    void listTheTenant() {
        service.unpackBatches();
        for (String path : List.of("/v1.0/users", "/v1.0/groups")) {
            service.server().stubFor(get(urlPathEqualTo(path)).willReturn(okJson("{\"value\":[{\"id\":\"1\"}]}")));
        }
    }

    @AfterEach
    void forget() {
        service.reset();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void check_withEverythingGranted_isReady_andSendsLittle() {
        try (Connector connector = open(service.settings())) {
            CheckReport report = connector.check();

            assertThat(report.capabilities())
                    .extracting(CapabilityStatus::capability, CapabilityStatus::readiness)
                    .startsWith(tuple("accounts", Readiness.READY), tuple("groups", Readiness.READY));
            assertThat(service.server().getAllServeEvents()).hasSizeLessThanOrEqualTo(25);
            assertThat(connector.traffic().values())
                    .as("what is not granted is not asked for, and the rest in one go")
                    .allSatisfy(graph -> {
                        assertThat(graph.total().requests()).isEqualTo(1);
                        assertThat(graph.endpoints()).containsOnlyKeys("POST /$batch", "GET /users", "GET /groups");
                    });
        }
    }

    @Test
    void check_withoutPermission_namesTheLeastOne() {
        service.grant("User.Read.All");
        try (Connector connector = open(service.settings())) {
            List<CapabilityStatus> statuses = connector.check().capabilities();

            assertThat(statuses.get(0).readiness()).isEqualTo(Readiness.READY);
            assertThat(statuses.get(1).readiness()).isEqualTo(Readiness.BLOCKED);
            Finding finding = statuses.get(1).findings().get(0);
            assertThat(finding.message()).contains(finding.subject());
            assertThat(finding.remedy()).contains("grant the application permission " + finding.subject());
        }
    }

    @Test
    void check_afterAConsent_seesIt() {
        service.grant();
        try (Connector connector = open(service.settings())) {
            assertThat(connector.check().usable()).isFalse();

            service.grant("Directory.Read.All");

            assertThat(connector.check().usable()).isTrue();
        }
    }

    @Test
    void check_whereGraphRefusesAllTheSame_namesThePermission() {
        service.server()
                .stubFor(get(urlPathEqualTo("/v1.0/users"))
                        .willReturn(aResponse()
                                .withStatus(403)
                                .withHeader("Content-Type", "application/json")
                                .withBody("{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":"
                                        + "\"Insufficient privileges to complete the operation.\"}}")));
        try (Connector connector = open(service.settings())) {
            Finding finding = connector.check().capabilities().get(0).findings().get(0);

            assertThat(finding.subject()).isEqualTo("User.Read.All");
            assertThat(finding.message()).contains("GET /users").contains("Insufficient privileges");
            assertThat(finding.remedy()).contains("grant User.Read.All");
        }
    }

    @Test
    void check_whereTheTokenCannotBeRead_tellsWhatGraphRefuses() {
        service.grantUnreadably();
        service.server()
                .stubFor(get(urlPathEqualTo("/v1.0/servicePrincipals"))
                        .willReturn(okJson("{\"value\":[{\"id\":\"app\"}]}")));
        service.server()
                .stubFor(get(urlPathEqualTo("/v1.0/servicePrincipals/app/synchronization/jobs"))
                        .willReturn(aResponse()
                                .withStatus(403)
                                .withHeader("Content-Type", "application/json")
                                .withBody("{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":"
                                        + "\"Insufficient privileges to complete the operation.\"}}")));
        try (Connector connector = open(service.settings())) {
            CheckReport report = connector.check();
            CapabilityStatus status = report.capabilities().stream()
                    .filter(each -> each.capability().equals("provisioning-jobs"))
                    .findFirst()
                    .orElseThrow();

            assertThat(status.readiness()).isEqualTo(Readiness.DEGRADED);
            assertThat(status.findings()).extracting(Finding::subject).containsExactly("Synchronization.Read.All");
            assertThat(report.changes()).isNotEmpty().allSatisfy(change -> {
                assertThat(change.readiness()).isEqualTo(Readiness.DEGRADED);
                assertThat(change.findings().get(0).message()).contains("does not tell");
            });
            assertThat(connector.traffic().values())
                    .allSatisfy(graph -> assertThat(graph.total().requests()).isEqualTo(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AADSTS90002, tenantId",
        "AADSTS700016, clientId",
        "AADSTS7000215, clientSecret",
        "AADSTS7000222, clientSecret",
        "AADSTS90092, tenantId"
    })
    void check_withRefusedCredentials_namesTheSetting(String code, String setting) {
        service.refuse(code);
        try (Connector connector = open(service.settings())) {
            CheckReport report = connector.check();

            assertThat(report.capabilities()).isNotEmpty().allSatisfy(status -> {
                assertThat(status.readiness()).isEqualTo(Readiness.BLOCKED);
                assertThat(status.findings()).extracting(Finding::subject).containsExactly(setting);
            });
            assertThat(report.changes()).isNotEmpty().allSatisfy(change -> {
                assertThat(change.readiness()).isEqualTo(Readiness.BLOCKED);
                assertThat(change.findings()).extracting(Finding::subject).containsExactly(setting);
            });
        }
    }

    @Test
    void read_withRefusedCredentials_failsWithTheCode() {
        service.refuse("AADSTS7000215");
        try (Connector connector = open(service.settings())) {
            assertThatThrownBy(() -> read(connector, "accounts"))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
                        assertThat(failure.serviceCode()).contains("AADSTS7000215");
                        assertThat(failure.requestId()).contains("11111111-2222-3333-4444-555555555555");
                    });
        }
    }

    @Test
    void check_ofAnUnknownHost_namesTheSetting() {
        assertBlocked("authorityUrl", "https://no-such-host.invalid/", "authorityUrl", "is not known");
    }

    @Test
    void check_ofAClosedPort_namesTheSetting() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertBlocked("authorityUrl", "https://localhost:" + port, "authorityUrl", "cannot be reached");
    }

    @Test
    void check_ofAnUntrustedCertificate_namesTheSetting() {
        Map<String, String> settings = service.settings();
        settings.remove("trustedCertificates");
        try (Connector connector = open(settings)) {
            Finding finding = connector.check().capabilities().get(0).findings().get(0);

            assertThat(finding.subject()).isEqualTo("trustedCertificates");
            assertThat(finding.message()).contains("localhost").contains("trusted");
        }
    }

    @Test
    void check_ofACertificateForAnotherName_isRefusedThoughTrusted() {
        try (ScriptedService other = new ScriptedService("another.example");
                Connector connector = open(other.settings())) {
            Finding finding = connector.check().capabilities().get(0).findings().get(0);

            assertThat(finding.subject()).isEqualTo("authorityUrl");
            assertThat(finding.message()).contains("another host name");
            assertThat(other.server().getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void open_withAnUnreadableCertificate_namesTheSetting() {
        Map<String, String> settings = service.settings();
        settings.put("trustedCertificates", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----");

        assertThatThrownBy(() -> open(settings)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure).hasMessageContaining("trustedCertificates");
        });
    }

    @Test
    void use_afterClose_isADefect_andClosingTwiceHarmless() {
        Connector connector = open(service.settings());
        connector.close();
        connector.close();

        assertKind(ErrorKind.DEFECT, connector::check);
        assertKind(ErrorKind.DEFECT, () -> connector.plan(SyncRequest.full(Set.of("accounts"))));
        assertThat(connector.traffic()).containsKey("graph");
        assertThat(host.listeners()).isZero();
    }

    @Test
    void use_afterCancel_isCancelled() {
        try (Connector connector = open(service.settings())) {
            host.cancel();

            assertKind(ErrorKind.CANCELLED, connector::check);
            assertKind(ErrorKind.CANCELLED, () -> connector.plan(SyncRequest.full(Set.of("accounts"))));
        }
    }

    @Test
    void descriptor_isTheSameEveryTime() {
        EntraPlugin plugin = new EntraPlugin();

        assertThat(plugin.descriptor()).isEqualTo(plugin.descriptor());
        assertThat(plugin.descriptor().id()).isEqualTo("entra-id");
    }

    private void assertBlocked(String key, String value, String subject, String words) {
        Map<String, String> settings = service.settings();
        settings.put(key, value);
        try (Connector connector = open(settings)) {
            Finding finding = connector.check().capabilities().get(0).findings().get(0);

            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.message()).contains(words).doesNotContain("\n");
        }
    }

    private static void assertKind(ErrorKind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static void read(Connector connector, String stream) {
        connector.read(connector.plan(SyncRequest.full(Set.of(stream))).get(0), Cursor.start());
    }

    private Connector open(Map<String, String> settings) {
        return new EntraPlugin().open(EntraSchema.schema().configure(settings), host);
    }
}
