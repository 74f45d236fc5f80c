package dev.lanyard.entra.auth;

import static dev.lanyard.entra.testing.KeyForms.encryptedPem;
import static dev.lanyard.entra.testing.KeyForms.pem;
import static dev.lanyard.entra.testing.KeyForms.pkcs12;
import static dev.lanyard.entra.testing.KeyForms.rsa;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.SignInTenant;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by a certificate: the login service verifies each assertion's signature and what it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateSignInTest {

    private static final String PASSPHRASE = "MARKER-passphrase";

    private final HeldCertificate root =
            rsa().commonName("Root").certificateAuthority(1).build();
    private final HeldCertificate middle =
            rsa().commonName("Middle").certificateAuthority(0).signedBy(root).build();
    private final HeldCertificate issued =
            rsa().commonName("lanyard.example").signedBy(middle).build();
    private final HeldCertificate registered = rsa().commonName("Lanyard").build();
    private final SignInTenant tenant = new SignInTenant();

    CertificateSignInTest() {
        tenant.simulator().registration().addCertificate(registered.certificate());
        tenant.simulator().registration().trustSubject("CN=lanyard.example", root.certificate());
    }

    @AfterEach
    void calm() {
        tenant.calm();
    }

    @AfterAll
    void close() {
        tenant.close();
    }

    @Test
    void pem_pkcs12_andAnEncryptedKey_signIn() {
        tenant.assertWorks(way(pem(registered)));
        tenant.assertWorks(way(
                encryptedPem(registered, "PBEWithHmacSHA256AndAES_256", PASSPHRASE),
                "certificatePassphrase",
                PASSPHRASE));
        tenant.assertWorks(way(
                pkcs12(PASSPHRASE, registered.keyPair().getPrivate(), registered),
                "certificatePassphrase",
                PASSPHRASE));
    }

    @Test
    void chain_sentAlong_isTrustedBySubjectNameAndIssuer() {
        String chain = pem(issued, root, middle);

        tenant.assertWorks(way(chain, "sendCertificateChain", "true"));

        assertRefused(way(chain), "AADSTS700027", "not one of the application's", "sendCertificateChain");
    }

    @Test
    void chain_ofAnotherSubject_orWithAGap_isNotTrusted() {
        HeldCertificate other =
                rsa().commonName("other.example").signedBy(middle).build();

        assertRefused(
                way(pem(other, middle), "sendCertificateChain", "true"),
                "AADSTS700030",
                "subject name and issuer",
                "add the subject name");
        assertRefused(
                way(pem(issued), "sendCertificateChain", "true"),
                "AADSTS700030",
                "subject name and issuer",
                "add the subject name");
    }

    @Test
    void certificate_thatIsNotTheApplications_isNamed() {
        assertRefused(way(pem(issued)), "AADSTS700027", "not one of the application's", "upload the certificate");
    }

    @Test
    void certificate_outsideOfItsTime_isNamedBeforeAnythingIsSent() {
        long now = System.currentTimeMillis();
        long day = TimeUnit.DAYS.toMillis(1);
        HeldCertificate expired =
                rsa().validityInterval(now - 2 * day, now - day).build();
        HeldCertificate early = rsa().validityInterval(now + day, now + 2 * day).build();

        ConnectorException over = tenant.failure(way(pem(expired)));
        ConnectorException tooSoon = tenant.failure(way(pem(early)));

        assertThat(over.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(over.getMessage()).startsWith("clientCertificate: the certificate has expired at ");
        assertThat(over.remedy()).contains("make a new certificate", "upload it");
        assertThat(tooSoon.getMessage()).startsWith("clientCertificate: the certificate is not valid before ");
        assertThat(tooSoon.remedy()).contains("clock");
        assertThat(over.serviceCode()).isEmpty();
        assertThat(tooSoon.serviceCode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"29, true", "31, false"})
    void certificate_thatExpiresSoon_isToldByACheck(int days, boolean told) {
        long now = System.currentTimeMillis();
        HeldCertificate certificate = rsa().validityInterval(
                        now - TimeUnit.DAYS.toMillis(1),
                        now + TimeUnit.DAYS.toMillis(days) + TimeUnit.HOURS.toMillis(1))
                .build();
        tenant.simulator().registration().addCertificate(certificate.certificate());
        try (Connector connector = tenant.open(way(pem(certificate)))) {
            assertThat(connector.check().observations())
                    .filteredOn(finding -> finding.subject().equals("clientCertificate"))
                    .hasSize(told ? 1 : 0)
                    .allSatisfy(finding -> {
                        assertThat(finding.message())
                                .startsWith("the certificate expires at")
                                .contains("in " + days + " days");
                        assertThat(finding.remedy()).contains("create a new certificate", "clientCertificate");
                    });
        }
    }

    @Test
    void clockThatIsOff_isNamed() {
        try (SignInTenant ahead = new SignInTenant()) {
            ahead.simulator().registration().addCertificate(registered.certificate());
            ahead.simulator().clock().advance(Duration.ofHours(3));

            assertRefused(ahead.failure(way(pem(registered))), "AADSTS700024", "not valid at this time", "clock");
        }
    }

    @Test
    void token_thatExpiresInTheMiddleOfASync_isRenewed() {
        try (Connector connector = tenant.open(way(pem(registered)))) {
            tenant.assertReads(connector);
            tenant.simulator().expireTokens();
            tenant.assertReads(connector);
        }
    }

    private void assertRefused(Map<String, String> way, String code, String message, String remedy) {
        assertRefused(tenant.failure(way, PASSPHRASE, "MII"), code, message, remedy);
    }

    private static void assertRefused(ConnectorException failure, String code, String message, String remedy) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.serviceCode()).contains(code);
        assertThat(failure.getMessage()).startsWith("clientCertificate: ").contains(message);
        assertThat(failure.remedy()).contains(remedy);
    }

    private static Map<String, String> way(String certificate, String... more) {
        Map<String, String> way = new HashMap<>();
        way.put("signIn", "certificate");
        way.put("clientCertificate", certificate);
        for (int i = 0; i < more.length; i += 2) {
            way.put(more[i], more[i + 1]);
        }
        return way;
    }
}
