package dev.lanyard.entra.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.testing.KeyForms;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
