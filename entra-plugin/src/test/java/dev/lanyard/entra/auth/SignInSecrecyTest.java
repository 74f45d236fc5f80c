package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.lanyard.entra.testing.Browser;
import dev.lanyard.entra.testing.KeyForms;
import dev.lanyard.entra.testing.SignInTenant;
import dev.lanyard.entra.testing.TestTokens;
import dev.lanyard.simulator.login.Administrator;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.config.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** No way to sign in writes what it signs in with into a log, whatever its level. */
class SignInSecrecyTest {

    /** How every JSON Web Token begins: access tokens, ID tokens and assertions alike. */
    private static final String ANY_TOKEN = "eyJ";

    private final List<String> secrets = new ArrayList<>(List.of(ANY_TOKEN, "MARKER-passphrase", "PRIVATE KEY"));

    @Test
    void nothingSecret_isLogged(@TempDir Path folder) throws Exception {
        HeldCertificate certificate = KeyForms.rsa().build();
        Path file = folder.resolve("token");
        Files.writeString(
                file,
                TestTokens.token(
                        "https://i.example",
                        "s",
                        "a",
                        false,
                        certificate.keyPair().getPrivate()));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger("ROOT");
        Level usual = root.getLevel();
        List<Logger> libraries = List.of(context.getLogger("com.azure"), context.getLogger("com.microsoft"));
        List<Level> usualOfLibraries = libraries.stream().map(Logger::getLevel).toList();
        Optional<Appender<ILoggingEvent>> console = Optional.ofNullable(root.getAppender("CONSOLE"));
        console.ifPresent(root::detachAppender);
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        libraries.forEach(library -> library.setLevel(Level.TRACE));
        try (SignInTenant tenant = new SignInTenant()) {
            tenant.simulator().registration().addCertificate(certificate.certificate());
            tenant.simulator()
                    .registration()
                    .addFederatedCredential(
                            "https://i.example", "s", "a", certificate.keyPair().getPublic());
            tenant.assertWorks(Map.of(
                    "signIn",
                    "certificate",
                    "clientCertificate",
                    KeyForms.encryptedPem(certificate, "PBEWithHmacSHA256AndAES_256", "MARKER-passphrase"),
                    "certificatePassphrase",
                    "MARKER-passphrase"));
            tenant.assertWorks(Map.of("signIn", "workload-identity", "tokenFile", file.toString()));
            tenant.simulator().instanceMetadata().assignSystemIdentity("00000000-aaaa-4bbb-8ccc-000000000001");
            tenant.assertWorks(Map.of(
                    "signIn",
                    "managed-identity",
                    "managedIdentityUrl",
                    tenant.simulator().instanceMetadataUrl()));
            signInAsAdministrator(tenant);
        } finally {
            for (int i = 0; i < libraries.size(); i++) {
                libraries.get(i).setLevel(usualOfLibraries.get(i));
            }
            root.setLevel(usual);
            root.detachAppender(log);
            console.ifPresent(root::addAppender);
        }

        List<ILoggingEvent> ours = log.list.stream()
                // The simulator shares this process and may log what it is sent.
                .filter(event ->
                        !event.getLoggerName().matches("(org\\.eclipse|com\\.github\\.tomakehurst|wiremock).*"))
                .toList();
        assertThat(ours).isNotEmpty();
        String text = ours.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        assertThat(secrets)
                .hasSizeGreaterThan(6)
                .allSatisfy(secret -> assertThat(text).doesNotContain(secret));
    }

    private void signInAsAdministrator(SignInTenant tenant) {
        tenant.simulator()
                .delegated()
                .signIn(new Administrator(
                        "5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e2f",
                        "admin@fabrikam.example",
                        List.of("User.Read.All", "GroupMember.Read.All")));
        OAuthFlow flow = tenant.flow(Map.of("signIn", "oauth"));
        AuthorizationRequest request = flow.begin(URI.create("http://localhost:49152"));
        String query = new Browser(tenant.simulator().caPem()).follow(request.address());
        secrets.add(query.replaceAll(".*&code=([^&]+).*", "$1"));
        secrets.add(request.state().reveal(text -> text));
        secrets.add(request.codeVerifier().reveal(text -> text));
        flow.complete(request, request.answer(query));
        remember(tenant);
        flow.renew();
        remember(tenant);
        tenant.assertWorks(Map.of("signIn", "oauth"));
        tenant.simulator().delegated().revokeSessions();
        tenant.failure(Map.of("signIn", "oauth"));
        remember(tenant);
    }

    private void remember(SignInTenant tenant) {
        for (Secret secret : tenant.host().vault().entries().values()) {
            secrets.add(secret.reveal(text -> text));
        }
    }
}
