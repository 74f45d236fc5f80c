package dev.lanyard.entra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.config.SignInSettings.ByCertificate;
import dev.lanyard.entra.config.SignInSettings.ByClientSecret;
import dev.lanyard.entra.config.SignInSettings.ByManagedIdentity;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.entra.config.SignInSettings.ByWorkloadIdentity;
import dev.lanyard.entra.testing.KeyForms;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.VaultKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice of how to sign in, with each choice's own fields, and all of it checked together. */
class SignInSettingsTest {

    private static final String TENANT = "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60";
    private static final String CLIENT = "4c1f7d2a-0b3e-4f5a-9c8d-7e6f5a4b3c2d";
    private static final String PEM = KeyForms.pem(KeyForms.rsa().build());

    @Test
    void withoutAChoice_itIsTheClientSecret() {
        assertThat(signIn(Map.of("clientId", CLIENT, "clientSecret", "s")))
                .isEqualTo(new ByClientSecret(CLIENT, Secret.of("s")));
    }

    @Test
    void eachWay_readsItsOwnFields() {
        assertThat(signIn(Map.of(
                        "signIn",
                        "certificate",
                        "clientId",
                        CLIENT,
                        "clientCertificate",
                        PEM,
                        "certificatePassphrase",
                        "p",
                        "sendCertificateChain",
                        "true")))
                .isEqualTo(new ByCertificate(
                        CLIENT, new CertificateKey(Secret.of(PEM.strip()), Optional.of(Secret.of("p"))), true));
        assertThat(signIn(Map.of("signIn", "oauth", "clientId", CLIENT)))
                .isEqualTo(new ByOAuth(CLIENT, Optional.empty(), new VaultKey("refresh-token", "administrator")));
        assertThat(signIn(Map.of(
                        "signIn", "oauth", "clientId", CLIENT, "oauthClientSecret", "s", "refreshTokenEntry", "a@b.c")))
                .isEqualTo(new ByOAuth(CLIENT, Optional.of(Secret.of("s")), new VaultKey("refresh-token", "a@b.c")));
        assertThat(signIn(Map.of("signIn", "workload-identity", "clientId", CLIENT, "tokenFile", "/var/token")))
                .isEqualTo(new ByWorkloadIdentity(CLIENT, Path.of("/var/token")));
        assertThat(signIn(Map.of("signIn", "managed-identity")))
                .isEqualTo(new ByManagedIdentity(Optional.empty(), URI.create("http://169.254.169.254")));
        assertThat(signIn(Map.of(
                        "signIn",
                        "managed-identity",
                        "managedIdentityClientId",
                        CLIENT,
                        "managedIdentityUrl",
                        "http://127.0.0.1:2579/")))
                .isEqualTo(new ByManagedIdentity(Optional.of(CLIENT), URI.create("http://127.0.0.1:2579")));
    }

    @ParameterizedTest
    @CsvSource({
        "client-secret, clientId clientSecret",
        "certificate, clientId clientCertificate",
        "oauth, clientId",
        "workload-identity, clientId tokenFile",
        "managed-identity, ''",
        "password, signIn",
    })
    void whatIsMissing_isNamedAllAtOnce(String way, String missing) {
        List<String> expected = missing.isEmpty() ? List.of() : Arrays.asList(missing.split(" ", -1));

        assertThat(EntraSchema.schema().validate(Map.of("tenantId", TENANT, "signIn", way)))
                .extracting(ConfigProblem::field)
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "client-secret, clientCertificate certificatePassphrase sendCertificateChain oauthClientSecret"
                + " refreshTokenEntry tokenFile managedIdentityClientId managedIdentityUrl",
        "certificate, clientSecret oauthClientSecret refreshTokenEntry tokenFile managedIdentityClientId"
                + " managedIdentityUrl",
        "oauth, clientSecret clientCertificate certificatePassphrase sendCertificateChain tokenFile"
                + " managedIdentityClientId managedIdentityUrl",
        "workload-identity, clientSecret clientCertificate certificatePassphrase sendCertificateChain"
                + " oauthClientSecret refreshTokenEntry managedIdentityClientId managedIdentityUrl",
        "managed-identity, clientId clientSecret clientCertificate certificatePassphrase sendCertificateChain"
                + " oauthClientSecret refreshTokenEntry tokenFile",
    })
    void whatBelongsToAnotherWay_isRefusedByName(String way, String foreign) {
        Map<String, String> everything = new HashMap<>(Map.of("tenantId", TENANT, "signIn", way));
        everything.putAll(Map.of(
                "clientId", CLIENT,
                "clientSecret", "s",
                "clientCertificate", PEM,
                "certificatePassphrase", "p",
                "sendCertificateChain", "true",
                "oauthClientSecret", "s",
                "refreshTokenEntry", "e",
                "tokenFile", "/var/token",
                "managedIdentityClientId", CLIENT));
        everything.put("managedIdentityUrl", "http://127.0.0.1:1");

        assertThat(EntraSchema.schema().validate(everything))
                .allSatisfy(problem -> assertThat(problem.message()).contains("applies only when signIn is"))
                .extracting(ConfigProblem::field)
                .containsExactly(foreign.split(" ", -1));
    }

    @Test
    void problemsThatOnlyOpeningFinds_areToldTogether() {
        assertThatThrownBy(() -> settings(Map.of(
                        "signIn",
                        "certificate",
                        "clientId",
                        CLIENT,
                        "clientCertificate",
                        "MARKER-no-certificate",
                        "graphDomain",
                        "custom",
                        "graphUrl",
                        "https://graph.gateway.example",
                        "trustedCertificates",
                        "-----BEGIN CERTIFICATE----- x -----END CERTIFICATE-----")))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(failure)
                            .hasMessageContainingAll("clientCertificate: ", "authorityUrl: ", "trustedCertificates: ")
                            .hasMessageNotContaining("MARKER");
                });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "microsoftgraph.chinacloudapi.cn, -, https://login.microsoftonline.com, authorityUrl",
                "microsoftgraph.chinacloudapi.cn, -, https://login.windows.net/, authorityUrl",
                "graph.microsoft.com, -, https://login.microsoftonline.us/, authorityUrl",
                "graph.microsoft.us, -, https://login.chinacloudapi.cn, authorityUrl",
                "dod-graph.microsoft.us, -, https://LOGIN.microsoftonline.com, authorityUrl",
                "custom, https://graph.microsoft.us, https://login.microsoftonline.com, authorityUrl",
                "custom, https://Graph.Microsoft.us, https://login.microsoftonline.com, authorityUrl",
                "graph.microsoft.us, -, -, exchangeUrl",
                "microsoftgraph.chinacloudapi.cn, -, -, exchangeUrl",
                "custom, https://graph.microsoft.us, https://login.microsoftonline.us, exchangeUrl",
            })
    void addressesOfDifferentClouds_areNamed(String domain, String graphUrl, String authority, String setting) {
        Map<String, String> values =
                new HashMap<>(Map.of("clientId", CLIENT, "clientSecret", "s", "graphDomain", domain));
        if (graphUrl != null) {
            values.put("graphUrl", graphUrl);
        }
        if (authority != null) {
            values.put("authorityUrl", authority);
        }
        if (setting.equals("exchangeUrl")) {
            values.putAll(Map.of("exchangeOnline", "true", "exchangeUrl", "https://outlook.office365.com"));
        }

        assertThatThrownBy(() -> settings(values)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure.getMessage()).startsWith(setting + ": ").contains(" of the cloud of ");
            assertThat(failure.remedy()).contains(setting);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "graph.microsoft.com, https://login.windows.net",
        "graph.microsoft.us, https://login.microsoftonline.us",
        "dod-graph.microsoft.us, https://login.microsoftonline.us",
        "microsoftgraph.chinacloudapi.cn, https://login.partner.microsoftonline.cn",
        "microsoftgraph.chinacloudapi.cn, https://login.gateway.example",
    })
    void addressesOfOneCloud_orOfAGateway_areTaken(String domain, String authority) {
        assertThat(settings(Map.of(
                                "clientId",
                                CLIENT,
                                "clientSecret",
                                "s",
                                "graphDomain",
                                domain,
                                "authorityUrl",
                                authority))
                        .scope())
                .isEqualTo("https://" + domain + "/.default");
    }

    @Test
    void exchange_onBehalfOfAnAdministrator_isRefusedWithTheReason() {
        assertThatThrownBy(() -> settings(Map.of("signIn", "oauth", "clientId", CLIENT, "exchangeOnline", "true")))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(failure)
                            .hasMessageContainingAll("exchangeOnline: ", "signIn is oauth", "in its own name");
                    assertThat(failure.remedy()).contains("exchangeOnline to false", "certificate");
                });
    }

    @Test
    void wiping_leavesNoSecretAndSparesTheConfiguration() {
        for (Map<String, String> way : List.of(
                Map.of("clientSecret", "s"),
                Map.of("signIn", "certificate", "clientCertificate", PEM, "certificatePassphrase", "p"),
                Map.of("signIn", "oauth", "oauthClientSecret", "s"))) {
            Map<String, String> values = new HashMap<>(way);
            values.putAll(Map.of("tenantId", TENANT, "clientId", CLIENT));
            var config = EntraSchema.schema().configure(values);
            SignInSettings wiped = EntraSettings.from(config).signIn();

            wiped.wipe();

            assertThat(wiped).isNotEqualTo(EntraSettings.from(config).signIn());
        }
    }

    @Test
    void aSecret_isNeededOnlyWhereItSignsIn() {
        assertThat(signIn(Map.of("clientId", CLIENT, "clientSecret", "s"))
                        .usesSecretOf(CLIENT.toUpperCase(Locale.ROOT)))
                .isTrue();
        assertThat(signIn(Map.of("clientId", CLIENT, "clientSecret", "s")).usesSecretOf(TENANT))
                .isFalse();
        assertThat(signIn(Map.of("signIn", "oauth", "clientId", CLIENT)).usesSecretOf(CLIENT))
                .isFalse();
        assertThat(signIn(Map.of("signIn", "oauth", "clientId", CLIENT, "oauthClientSecret", "s"))
                        .usesSecretOf(CLIENT))
                .isTrue();
        assertThat(signIn(Map.of("signIn", "managed-identity")).usesSecretOf(CLIENT))
                .isFalse();
    }

    private static SignInSettings signIn(Map<String, String> more) {
        return settings(more).signIn();
    }

    private static EntraSettings settings(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("tenantId", TENANT);
        return EntraSettings.from(EntraSchema.schema().configure(values));
    }
}
