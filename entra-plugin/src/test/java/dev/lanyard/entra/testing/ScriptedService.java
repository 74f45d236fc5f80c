package dev.lanyard.entra.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A login service and a Graph over TLS that answer exactly as a test scripts them, for what a well-behaved simulator
 * cannot be brought to do.
 */
public final class ScriptedService implements AutoCloseable {

    /** Secret enough to be searched for. */
    public static final String CLIENT_SECRET = "MARKER-client-secret-7f3a";

    /** Part of every token. */
    public static final String TOKEN_MARK = "MARKERtoken9c1d";

    public static final String TENANT = "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60";
    public static final String CLIENT = "4c1f7d2a-0b3e-4f5a-9c8d-7e6f5a4b3c2d";

    private static final String STORE_PASSWORD = "password";

    private final WireMockServer server;
    private final HeldCertificate certificate;
    private final Path store;

    /** Starts a service whose certificate is for localhost. */
    public ScriptedService() {
        this("localhost");
    }

    /** Starts a service whose certificate is for a name of one's choice. */
    public ScriptedService(String certifiedName) {
        this(new HeldCertificate.Builder()
                .commonName(certifiedName)
                .addSubjectAlternativeName(certifiedName)
                .build());
    }

    /** Starts a service with a certificate of one's choice. */
    public ScriptedService(HeldCertificate certificate) {
        this.certificate = certificate;
        try {
            store = Files.createTempFile("scripted-service", ".p12");
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "server", certificate.keyPair().getPrivate(), STORE_PASSWORD.toCharArray(), new Certificate[] {
                        certificate.certificate()
                    });
            try (OutputStream out = Files.newOutputStream(store)) {
                keys.store(out, STORE_PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        server = new WireMockServer(options()
                .dynamicHttpsPort()
                .httpDisabled(true)
                .keystorePath(store.toString())
                .keystoreType("PKCS12")
                .keystorePassword(STORE_PASSWORD)
                .keyManagerPassword(STORE_PASSWORD)
                .containerThreads(20)
                .extensions(new UnpackedBatches(trusting(certificate))));
        server.start();
        reset();
    }

    /** Forgets every stub and request, and grants what the connector needs. */
    public void reset() {
        server.resetAll();
        grant("User.Read.All", "GroupMember.Read.All", "Member.Read.Hidden");
    }

    private static OkHttpClient trusting(HeldCertificate certificate) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        // Whatever the certificate is wrong about, this is not about it.
        return new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .hostnameVerifier((name, session) -> true)
                .build();
    }

    /** Answers each call of a batch as the call by itself would be answered. */
    public void unpackBatches() {
        server.stubFor(
                post(urlPathEqualTo("/v1.0/$batch")).willReturn(aResponse().withTransformers(UnpackedBatches.NAME)));
    }

    /** For stubs and for looking at what arrived. */
    public WireMockServer server() {
        return server;
    }

    /** Where it answers, without a trailing slash. */
    public String url() {
        return "https://localhost:" + server.httpsPort();
    }

    /** A configuration that leads here. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("tenantId", TENANT);
        settings.put("clientId", CLIENT);
        settings.put("clientSecret", CLIENT_SECRET);
        settings.put("graphDomain", "custom");
        settings.put("graphUrl", url());
        settings.put("authorityUrl", url() + "/");
        settings.put("trustedCertificates", certificate.certificatePem());
        return settings;
    }

    /** Lets the login service give tokens with these application permissions. */
    public void grant(String... roles) {
        give(token("\"roles\":["
                + Stream.of(roles).map(role -> "\"" + role + "\"").collect(Collectors.joining(",")) + "]"));
    }

    /** Lets the login service give tokens that are valid from a time on. */
    public void grantFrom(Instant time) {
        give(token("\"nbf\":" + time.getEpochSecond()));
    }

    /** Lets the login service give tokens on behalf of a person, with these delegated permissions. */
    public void grantOnBehalf(String... scopes) {
        give(token("\"scp\":\"" + String.join(" ", scopes) + "\""));
    }

    /** Lets the login service give tokens that do not show what they grant, as Microsoft reserves the right to. */
    public void grantUnreadably() {
        give(TOKEN_MARK);
    }

    private void give(String token) {
        server.stubFor(post(urlPathEqualTo(tokenPath()))
                .willReturn(okJson("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,"
                        + "\"access_token\":\"" + token + "\"}")));
    }

    /** Lets the login service refuse with a code. */
    public void refuse(String aadsts) {
        server.stubFor(post(urlPathEqualTo(tokenPath()))
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\":\"invalid_client\",\"error_description\":\"" + aadsts
                                + ": something long. Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID:"
                                + " 66666666-7777-8888-9999-000000000000 Timestamp: 2026-01-01 00:00:00Z\","
                                + "\"error_codes\":[7000215]}")));
    }

    /** Where tokens come from. */
    public static String tokenPath() {
        return "/" + TENANT + "/oauth2/v2.0/token";
    }

    private static String token(String claim) {
        String claims = "{\"aud\":\"x\",\"nested\":{\"roles\":[\"Not.This\"]}," + claim + "}";
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + TOKEN_MARK;
    }

    @Override
    public void close() {
        server.stop();
        try {
            Files.deleteIfExists(store);
        } catch (IOException left) {
            throw new java.io.UncheckedIOException(left);
        }
    }
}
