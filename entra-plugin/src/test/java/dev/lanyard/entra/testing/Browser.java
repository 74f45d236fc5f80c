package dev.lanyard.entra.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;

/** An administrator's browser, as far as a sign-in needs one. */
public final class Browser {

    private final OkHttpClient client;

    /** Trusts this certificate. */
    public Browser(String pem) {
        try {
            HandshakeCertificates trust = new HandshakeCertificates.Builder()
                    .addTrustedCertificate((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                    .build();
            client = new OkHttpClient.Builder()
                    .followRedirects(false)
                    .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                    .build();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Opens an address, and answers the query of the address that it is sent on to. */
    public String follow(URI address) {
        try (Response response = client.newCall(
                        new Request.Builder().url(address.toString()).build())
                .execute()) {
            String location = response.header("Location");
            if (location == null) {
                throw new IllegalStateException("no redirect, but " + response.code());
            }
            return location.substring(location.indexOf('?') + 1);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
