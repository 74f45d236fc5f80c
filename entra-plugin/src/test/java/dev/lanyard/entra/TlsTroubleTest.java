package dev.lanyard.entra;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates with which login or Graph are not to be spoken to, and what an administrator is told of them. */
@Timeout(120)
class TlsTroubleTest {

    private static final ScriptedService SOUND = new ScriptedService();
    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Some authority")
            .build();

    /**
     * What is wrong with a certificate.
     *
     * @param subject what is at fault; empty for the setting of the address
     */
    private record Trouble(
            String name,
            Duration from,
            Duration until,
            boolean trusted,
            String subject,
            String message,
            String remedy) {

        private ScriptedService service() {
            Instant now = Instant.now();
            return new ScriptedService(new HeldCertificate.Builder()
                    .commonName(name)
                    .addSubjectAlternativeName(name)
                    .signedBy(AUTHORITY)
                    .validityInterval(
                            now.plus(from).toEpochMilli(), now.plus(until).toEpochMilli())
                    .build());
        }

        @Override
        public String toString() {
            return message;
        }
    }

    @AfterAll
    static void stop() {
        SOUND.close();
    }

    static Stream<Trouble> troubles() {
        Duration day = Duration.ofDays(1);
        Duration past = Duration.ofDays(-2);
        return Stream.of(
                new Trouble(
                        "localhost",
                        past,
                        day,
                        false,
                        "trustedCertificates",
                        "issued by an authority that is neither trusted by Java nor by trustedCertificates",
                        "put the certificate of that authority into trustedCertificates"),
                new Trouble("localhost", past, Duration.ofDays(-1), true, "", "has expired", "renew it"),
                new Trouble("localhost", day, Duration.ofDays(2), true, "", "is not valid yet", "clock"),
                new Trouble("other.example", past, day, true, "", "issued for another host name", "set "));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void ofTheLogin(Trouble trouble) {
        try (ScriptedService service = trouble.service()) {
            assertNamed(trouble, "authorityUrl", service, service.url(), SOUND.url());
        }
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void ofGraph(Trouble trouble) {
        try (ScriptedService service = trouble.service()) {
            service.server().stubFor(get(urlPathEqualTo("/v1.0/users")).willReturn(okJson("{\"value\":[]}")));

            assertNamed(trouble, "graphUrl", service, SOUND.url(), service.url());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorityUrl", "graphUrl"})
    void serviceWithoutTls_isNamed(String setting) {
        WireMockServer plain = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        plain.start();
        Map<String, String> settings = SOUND.settings();
        settings.put(setting, "https://localhost:" + plain.port());
        try (Connector connector = new EntraPlugin().open(EntraSchema.schema().configure(settings), new TestHost())) {
            Finding finding = connector.check().capabilities().get(0).findings().get(0);

            assertThat(finding.subject()).isEqualTo(setting);
            assertThat(finding.message())
                    .isEqualTo("localhost:" + plain.port() + " agrees on no secure connection (" + setting + ")");
        } finally {
            plain.stop();
        }
    }

    private static void assertNamed(
            Trouble trouble, String setting, ScriptedService service, String login, String graph) {
        Map<String, String> settings = SOUND.settings();
        settings.put("authorityUrl", login);
        settings.put("graphUrl", graph);
        if (trouble.trusted()) {
            settings.merge("trustedCertificates", AUTHORITY.certificatePem(), String::concat);
        }
        try (Connector connector = new EntraPlugin().open(EntraSchema.schema().configure(settings), new TestHost())) {
            CapabilityStatus status = connector.check().capabilities().get(0);

            assertThat(status.readiness()).isEqualTo(Readiness.BLOCKED);
            Finding finding = status.findings().get(0);
            assertThat(finding.subject()).isEqualTo(trouble.subject().isEmpty() ? setting : trouble.subject());
            assertThat(finding.message())
                    .contains("the certificate of localhost:")
                    .contains(trouble.message())
                    .contains("(" + setting + ")")
                    .doesNotContain("\n");
            assertThat(finding.remedy()).contains(trouble.remedy());
        }
        assertThat(service.server().getAllServeEvents()).as("nothing was said").isEmpty();
    }
}
