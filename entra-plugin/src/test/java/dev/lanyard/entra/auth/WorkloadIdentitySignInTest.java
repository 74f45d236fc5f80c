package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.KeyForms;
import dev.lanyard.entra.testing.SignInTenant;
import dev.lanyard.entra.testing.TestTokens;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by a token that a platform writes into a file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadIdentitySignInTest {

    private static final String ISSUER = "https://cluster.example";
    private static final String SUBJECT = "system:serviceaccount:identity:lanyard";
    private static final String AUDIENCE = "api://AzureADTokenExchange";

    private final HeldCertificate platform = KeyForms.rsa().build();
    private final HeldCertificate stranger = KeyForms.rsa().build();
    private final SignInTenant tenant = new SignInTenant();

    @TempDir
    Path folder;

    WorkloadIdentitySignInTest() {
        tenant.simulator()
                .registration()
                .addFederatedCredential(
                        ISSUER, SUBJECT, AUDIENCE, platform.keyPair().getPublic());
    }

    @AfterAll
    void close() {
        tenant.close();
    }

    @Test
    void file_isReadAnewForEachSignIn() throws IOException {
        Path file = Files.createTempFile(folder, "token", "");
        Files.writeString(file, token(ISSUER, SUBJECT, AUDIENCE, false, platform) + "\n");
        try (Connector connector = tenant.open(way(file))) {
            tenant.assertReads(connector);
            Files.writeString(file, "rubbish");
            tenant.assertReads(connector);
            tenant.simulator().expireTokens();
            assertThat(tenant.failure(way(file))).hasMessageContaining("holds no token");
            Files.writeString(file, token(ISSUER, SUBJECT, AUDIENCE, false, platform));
            tenant.assertReads(connector);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example, " + SUBJECT + ", " + AUDIENCE + ", AADSTS700211",
        ISSUER + ", system:serviceaccount:identity:other, " + AUDIENCE + ", AADSTS700213",
        ISSUER + ", " + SUBJECT + ", api://other, AADSTS700212",
    })
    void token_thatTheApplicationDoesNotTrust_isNamed(String issuer, String subject, String audience, String code)
            throws IOException {
        ConnectorException failure = failure(token(issuer, subject, audience, false, platform));

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.serviceCode()).contains(code);
        assertThat(failure.getMessage()).startsWith("tokenFile: ").contains("trusts no token");
        assertThat(failure.remedy()).contains("federated credential");
    }

    @Test
    void token_ofAStranger_orOutOfDate_isRefused() throws IOException {
        ConnectorException foreign = failure(token(ISSUER, SUBJECT, AUDIENCE, false, stranger));
        ConnectorException late = failure(token(ISSUER, SUBJECT, AUDIENCE, true, platform));

        assertThat(foreign.serviceCode()).contains("AADSTS50013");
        assertThat(foreign.getMessage()).startsWith("tokenFile: ");
        assertThat(late.serviceCode()).contains("AADSTS700024");
        assertThat(late.getMessage()).startsWith("tokenFile: ");
        assertThat(late.remedy()).contains("clock");
    }

    @Test
    void file_withoutAToken_isNamed() throws IOException {
        assertFile(failure(""), "is empty");
        assertFile(failure("MARKER.no\ntoken"), "holds no token");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertFile(tenant.failure(way(binary)), "holds no token");
        assertFile(tenant.failure(way(folder.resolve("missing"))), "does not exist");
        assertFile(tenant.failure(way(folder)), "cannot be read");
    }

    private static void assertFile(ConnectorException failure, String message) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.getMessage())
                .startsWith("tokenFile: ")
                .contains(message)
                .doesNotContain("MARKER");
        assertThat(failure.remedy()).isNotBlank();
    }

    private ConnectorException failure(String content) throws IOException {
        Path file = Files.createTempFile(folder, "token", "");
        Files.writeString(file, content);
        return tenant.failure(way(file), "eyJ");
    }

    private static String token(
            String issuer, String subject, String audience, boolean expired, HeldCertificate signer) {
        PrivateKey key = signer.keyPair().getPrivate();
        return TestTokens.token(issuer, subject, audience, expired, key);
    }

    private static Map<String, String> way(Path file) {
        return Map.of("signIn", "workload-identity", "tokenFile", file.toString());
    }
}
