package dev.lanyard.entra.config;

import static dev.lanyard.entra.testing.KeyForms.block;
import static dev.lanyard.entra.testing.KeyForms.encryptedPem;
import static dev.lanyard.entra.testing.KeyForms.pem;
import static dev.lanyard.entra.testing.KeyForms.pkcs12;
import static dev.lanyard.entra.testing.KeyForms.pkcs12WithoutKey;
import static dev.lanyard.entra.testing.KeyForms.rsa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateKeyTest {

    private static final String PASSPHRASE = "MARKER-passphrase";

    private static final HeldCertificate ROOT =
            rsa().commonName("root").certificateAuthority(1).build();
    private static final HeldCertificate MIDDLE =
            rsa().commonName("middle").certificateAuthority(0).signedBy(ROOT).build();
    private static final HeldCertificate OWN =
            rsa().commonName("own").signedBy(MIDDLE).build();
    private static final HeldCertificate OTHER = rsa().commonName("other").build();
    private static final HeldCertificate ELLIPTIC =
            new HeldCertificate.Builder().ecdsa256().build();

    static Stream<Arguments> sound() {
        List<X509Certificate> alone = List.of(OWN.certificate());
        List<X509Certificate> whole = List.of(OWN.certificate(), MIDDLE.certificate(), ROOT.certificate());
        String pem = pem(OWN);
        return Stream.of(
                Arguments.of("PEM", pem, "", alone),
                Arguments.of("PEM without need of its passphrase", pem, PASSPHRASE, alone),
                Arguments.of("PEM in one line", pem.replace('\n', ' '), "", alone),
                Arguments.of("PEM with notes", "Bag Attributes\n  friendlyName: own\n" + pem, "", alone),
                Arguments.of("PEM with a chain out of order", pem(OWN, ROOT, OTHER, MIDDLE), "", whole),
                Arguments.of("certificate of the key not first", OTHER.certificatePem() + pem, "", alone),
                Arguments.of(
                        "PEM, encrypted",
                        encryptedPem(OWN, "PBEWithHmacSHA256AndAES_256", PASSPHRASE),
                        PASSPHRASE,
                        alone),
                Arguments.of(
                        "PEM, encrypted in the old way",
                        encryptedPem(OWN, "PBEWithSHA1AndDESede", PASSPHRASE),
                        PASSPHRASE,
                        alone),
                Arguments.of("PKCS#12", pkcs12(PASSPHRASE, key(OWN), OWN, MIDDLE, ROOT), PASSPHRASE, whole),
                Arguments.of("PKCS#12 without passphrase", pkcs12("", key(OWN), OWN), "", alone));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void read_ofASoundForm(String name, String content, String passphrase, List<X509Certificate> chain) {
        KeyMaterial material = certificate(content, passphrase).read();

        assertThat(material.key()).isEqualTo(key(OWN));
        assertThat(material.chain()).isEqualTo(chain);
    }

    static Stream<Arguments> unsound() {
        byte[] nothing = {1, 2, 3};
        return Stream.of(
                Arguments.of("hello", "", "clientCertificate", "neither", "base64 -w0"),
                Arguments.of("???", "", "clientCertificate", "neither", "base64 -w0"),
                Arguments.of(OWN.privateKeyPkcs8Pem(), "", "clientCertificate", "no certificate", "beside"),
                Arguments.of(OWN.certificatePem(), "", "clientCertificate", "private key is missing", "beside"),
                Arguments.of(
                        pem(OWN) + OTHER.privateKeyPkcs8Pem(), "", "clientCertificate", "2 private keys", "beside"),
                Arguments.of(
                        OTHER.certificatePem() + OWN.privateKeyPkcs8Pem(),
                        "",
                        "clientCertificate",
                        "does not belong",
                        "made together"),
                Arguments.of(
                        pkcs12(PASSPHRASE, key(OWN), OTHER),
                        PASSPHRASE,
                        "clientCertificate",
                        "does not belong",
                        "made together"),
                Arguments.of(pem(ELLIPTIC), "", "clientCertificate", "must be an RSA key", "2048"),
                Arguments.of(
                        OWN.certificatePem() + OWN.privateKeyPkcs1Pem(),
                        "",
                        "clientCertificate",
                        "old form 'RSA PRIVATE KEY'",
                        "openssl pkcs8"),
                Arguments.of(
                        OWN.privateKeyPkcs8Pem() + block("CERTIFICATE", nothing),
                        "",
                        "clientCertificate",
                        "cannot be read",
                        "from BEGIN to END"),
                Arguments.of(
                        OWN.certificatePem() + block("PRIVATE KEY", nothing),
                        "",
                        "clientCertificate",
                        "cannot be read",
                        "from BEGIN to END"),
                Arguments.of(
                        OWN.certificatePem() + block("ENCRYPTED PRIVATE KEY", nothing),
                        PASSPHRASE,
                        "clientCertificate",
                        "encrypted in a way",
                        "openssl pkcs8"),
                Arguments.of(
                        encryptedPem(OWN, "PBEWithHmacSHA256AndAES_256", "another"),
                        PASSPHRASE,
                        "certificatePassphrase",
                        "does not open",
                        "certificatePassphrase"),
                Arguments.of(
                        encryptedPem(OWN, "PBEWithHmacSHA256AndAES_256", "another"),
                        "",
                        "certificatePassphrase",
                        "is needed",
                        "set certificatePassphrase"),
                Arguments.of(
                        pkcs12("another", key(OWN), OWN),
                        PASSPHRASE,
                        "certificatePassphrase",
                        "does not open",
                        "certificatePassphrase"),
                Arguments.of(
                        pkcs12("another", key(OWN), OWN),
                        "",
                        "certificatePassphrase",
                        "is needed",
                        "set certificatePassphrase"),
                Arguments.of(
                        pkcs12WithoutKey(PASSPHRASE, OWN),
                        PASSPHRASE,
                        "clientCertificate",
                        "no private key",
                        "export"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("unsound")
    void read_ofAnUnsoundForm_namesTheSettingAndTheRemedy(
            String content, String passphrase, String setting, String message, String remedy) {
        CertificateKey certificate = certificate(content, passphrase);

        assertThatThrownBy(certificate::read).isInstanceOfSatisfying(ConnectorException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(problem.getMessage()).startsWith(setting + ": ").contains(message);
            assertThat(problem.remedy()).contains(remedy);
            assertThat(problem.getMessage() + problem.remedy()).doesNotContain(PASSPHRASE, "another", "MII");
            assertThat(problem.getCause()).isNull();
        });
    }

    @Test
    void toString_showsNothingSecret() {
        CertificateKey certificate = certificate(pem(OWN), PASSPHRASE);

        assertThat(certificate.toString()).doesNotContain(PASSPHRASE, "MII");
        assertThat(certificate.read().toString()).contains("CN=own").doesNotContain("RSA");
    }

    private static CertificateKey certificate(String content, String passphrase) {
        return new CertificateKey(
                Secret.of(content),
                Optional.of(passphrase).filter(text -> !text.isEmpty()).map(Secret::of));
    }

    private static PrivateKey key(HeldCertificate certificate) {
        return certificate.keyPair().getPrivate();
    }
}
