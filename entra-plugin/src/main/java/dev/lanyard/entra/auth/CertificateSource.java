package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import com.azure.identity.ClientCertificateCredentialBuilder;
import dev.lanyard.entra.config.KeyMaterial;
import dev.lanyard.entra.config.SignInSettings.ByCertificate;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

/** Tokens for an assertion that is signed with the key of a certificate. */
final class CertificateSource implements TokenSource {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final ByCertificate way;
    private final AzureCredentials azure;
    private final Clock clock;

    CertificateSource(ByCertificate way, AzureCredentials azure, Clock clock) {
        this.way = way;
        this.azure = azure;
        this.clock = clock;
    }

    @Override
    public AccessToken issue(String scope) throws CertificateEncodingException {
        KeyMaterial material = way.certificate().read();
        checkTime(material.certificate());
        ClientCertificateCredentialBuilder builder = new ClientCertificateCredentialBuilder()
                .pemCertificate(new ByteArrayInputStream(pem(material).getBytes(StandardCharsets.US_ASCII)))
                .sendCertificateChain(way.sendChain());
        return AzureCredentials.token(azure.prepared(builder, way.clientId()).build(), scope);
    }

    private void checkTime(X509Certificate certificate) {
        Instant now = clock.instant();
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw refused(
                    "has expired at " + end,
                    "make a new certificate, upload it to the application, and put it with its key into "
                            + way.setting());
        }
        if (now.isBefore(start)) {
            throw refused("is not valid before " + start, "wait until then, or check this machine's clock");
        }
    }

    private ConnectorException refused(String message, String remedy) {
        return ConnectorException.of(ErrorKind.AUTHENTICATION, way.setting() + ": the certificate " + message, remedy)
                .build();
    }

    /** The one form that the library takes from memory with a chain. */
    private static String pem(KeyMaterial material) throws CertificateEncodingException {
        StringBuilder pem = new StringBuilder();
        append(pem, "PRIVATE KEY", material.key().getEncoded());
        for (X509Certificate certificate : material.chain()) {
            append(pem, "CERTIFICATE", certificate.getEncoded());
        }
        return pem.toString();
    }

    private static void append(StringBuilder pem, String kind, byte[] encoded) {
        pem.append("-----BEGIN ").append(kind).append("-----\n");
        pem.append(BASE64.encodeToString(encoded));
        pem.append("\n-----END ").append(kind).append("-----\n");
    }
}
