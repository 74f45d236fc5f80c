package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.testing.KeyForms;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator is told of what the login service says, way by way. */
class SignInFailureTest {

    private static final String GUID = "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60";
    private static final String CERTIFICATE = KeyForms.pem(KeyForms.rsa().build());

    @Test
    void errorOfTheProgram_isNotTakenForOneOfTheLogin() {
        SignInFailure failures = failures("client-secret");

        assertThatThrownBy(() -> failures.explained(() -> {
                    throw new NoClassDefFoundError("com/example/Missing");
                }))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "client-secret, 90038, graphDomain: , to the cloud",
        "certificate, 900382, graphDomain: , to the cloud",
        "oauth, 900432, graphDomain: , to the cloud",
        "client-secret, 7000229, clientId: , admin consent",
        "client-secret, 53003, Conditional Access, policy",
        "workload-identity, 530032, Conditional Access, policy",
        "oauth, 53003, keeps the administrator out, policy",
        "certificate, 700027, certificate is not one of, upload the certificate",
        "workload-identity, 700027, tokenFile: , federated credential",
        "workload-identity, 700021, tokenFile: , federated credential",
        "certificate, 700022, the login service refuses, AADSTS700022",
    })
    void refusal_isExplainedInTermsOfTheWay(String way, String code, String message, String remedy) {
        assertThatThrownBy(() -> refuse(way, code)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
            assertThat(failure.serviceCode()).contains("AADSTS" + code);
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.remedy()).contains(remedy);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"90033", "90024", "90055", "90090"})
    void whatIsOfTheMoment_isTriedAgain(String code) {
        assertThatThrownBy(() -> refuse("client-secret", code)).isInstanceOf(PassingTrouble.class);
    }

    private static void refuse(String way, String code) {
        failures(way).explained(() -> {
            throw new LoginRefusedException("AADSTS" + code + ": something long.");
        });
    }

    private static SignInFailure failures(String way) {
        Map<String, String> values = new HashMap<>(Map.of("tenantId", GUID, "clientId", GUID, "signIn", way));
        values.putAll(
                switch (way) {
                    case "client-secret" -> Map.of("clientSecret", "s");
                    case "certificate" -> Map.of("clientCertificate", CERTIFICATE);
                    case "workload-identity" -> Map.of("tokenFile", "/var/token");
                    default -> Map.of();
                });
        EntraSettings settings = EntraSettings.from(EntraSchema.schema().configure(values));
        return new SignInFailure(settings, TokenAudience.graph(settings));
    }
}
