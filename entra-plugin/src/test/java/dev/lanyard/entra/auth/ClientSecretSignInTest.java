package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.SignInTenant;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by a client secret. */
class ClientSecretSignInTest {

    private static final String OTHER = "11111111-2222-4333-8444-555555555555";

    private final SignInTenant tenant = new SignInTenant();
    private final String secret = tenant.simulator().clientSecret();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void secret_signsIn_alsoWhereTheWayIsNotSaid() {
        tenant.assertWorks(Map.of("clientSecret", secret));
        tenant.assertWorks(Map.of("signIn", "client-secret", "clientSecret", secret));
    }

    @ParameterizedTest
    @CsvSource({
        "clientSecret, MARKER-wrong-secret, AADSTS7000215",
        "clientId, " + OTHER + ", AADSTS700016",
        "tenantId, " + OTHER + ", AADSTS90002",
    })
    void whatIsWrong_isNamed(String field, String value, String code) {
        Map<String, String> way = new HashMap<>(Map.of("clientSecret", secret));
        way.put(field, value);

        ConnectorException failure = tenant.failure(way, secret, "MARKER");

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.serviceCode()).contains(code);
        assertThat(failure.getMessage()).startsWith(field + ": ");
        assertThat(failure.remedy()).contains(field);
    }

    @Test
    void secret_thatHasExpired_isNamed() {
        tenant.simulator().registration().expireSecret();

        ConnectorException failure = tenant.failure(Map.of("clientSecret", secret), secret);

        assertThat(failure.serviceCode()).contains("AADSTS7000222");
        assertThat(failure.getMessage()).isEqualTo("clientSecret: the secret has expired");
        assertThat(failure.remedy()).contains("create a new client secret");
    }

    @Test
    void token_thatExpiresInTheMiddleOfASync_isRenewed() {
        try (Connector connector = tenant.open(Map.of("clientSecret", secret))) {
            tenant.assertReads(connector);
            tenant.simulator().expireTokens();
            tenant.assertReads(connector);
        }
    }
}
