package dev.lanyard.entra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntraSettingsTest {

    private static final String TENANT = "9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60";
    private static final String CLIENT = "4c1f7d2a-0b3e-4f5a-9c8d-7e6f5a4b3c2d";

    @Test
    void defaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(new EntraSettings(
                        TENANT,
                        CLIENT,
                        Secret.of("secret"),
                        URI.create("https://graph.microsoft.com"),
                        URI.create("https://login.microsoftonline.com/"),
                        true,
                        List.of(),
                        4,
                        16L * 1024 * 1024,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10),
                        false,
                        Optional.empty(),
                        ReadingSettings.DEFAULTS));
    }

    @Test
    void explicitMapping() {
        HeldCertificate one = new HeldCertificate.Builder().build();
        HeldCertificate other = new HeldCertificate.Builder().build();
        assertThat(settings(Map.ofEntries(
                        Map.entry("tenantId", "contoso.onmicrosoft.com"),
                        Map.entry("graphDomain", "custom"),
                        Map.entry("graphUrl", "https://graph.gateway.example:8443/"),
                        Map.entry("authorityUrl", "https://login.gateway.example"),
                        Map.entry("trustedCertificates", one.certificatePem() + other.certificatePem()),
                        Map.entry("concurrency", "7"),
                        Map.entry("pageCacheSize", "0"),
                        Map.entry("pageCacheLifetime", "30s"),
                        Map.entry("settleTime", "1m"),
                        Map.entry("scimProvisioning", "true"),
                        Map.entry("exchangeOnline", "true"),
                        Map.entry("exchangeUrl", "https://exchange.gateway.example/"))))
                .isEqualTo(new EntraSettings(
                        "contoso.onmicrosoft.com",
                        CLIENT,
                        Secret.of("secret"),
                        URI.create("https://graph.gateway.example:8443"),
                        URI.create("https://login.gateway.example/"),
                        false,
                        List.of(one.certificate(), other.certificate()),
                        7,
                        0,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        true,
                        Optional.of(new ExchangeSettings(URI.create("https://exchange.gateway.example"))),
                        new ReadingSettings(
                                Set.of(), true, false, true, true, true, List.of(), false, false, true, List.of(), true,
                                true, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "graph.microsoft.com, https://login.microsoftonline.com/",
        "graph.microsoft.us, https://login.microsoftonline.us/",
        "dod-graph.microsoft.us, https://login.microsoftonline.us/",
        "microsoftgraph.chinacloudapi.cn, https://login.chinacloudapi.cn/"
    })
    void graphDomain_bringsTheCloudsOwnLogin(String domain, String authority) {
        EntraSettings settings = settings(Map.of("graphDomain", domain));

        assertThat(settings.authority()).isEqualTo(URI.create(authority));
        assertThat(settings.scope()).isEqualTo("https://" + domain + "/.default");
        assertThat(settings.graphBase()).isEqualTo("https://" + domain + "/v1.0");
        assertThat(settings.microsoftAuthority()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://outlook.office365.com",
        "https://outlook.office365.us/, https://outlook.office365.us",
        "https://exchange.gateway.example, https://outlook.office365.com"
    })
    void exchangeUrl_decidesWhatTokensAreFor(String url, String service) {
        Map<String, String> set = new HashMap<>(Map.of("exchangeOnline", "true"));
        if (!url.isEmpty()) {
            set.put("exchangeUrl", url);
        }

        assertThat(settings(set).exchange()).map(ExchangeSettings::scope).contains(service + "/.default");
        assertThat(settings(Map.of()).exchange()).isEmpty();
    }

    @Test
    void graphDomain_withForeignAuthority_isNotTakenForMicrosofts() {
        EntraSettings settings = settings(Map.of("authorityUrl", "https://login.gateway.example"));

        assertThat(settings.microsoftAuthority()).isFalse();
        assertThat(settings.authoritySetting()).isEqualTo("authorityUrl");
        assertThat(settings.graphSetting()).isEqualTo("graphDomain");
    }

    @Test
    void custom_withoutAuthority_isRefusedByName() {
        assertThatThrownBy(() -> settings(Map.of("graphDomain", "custom", "graphUrl", "https://graph.gateway.example")))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(failure).hasMessageContaining("authorityUrl");
                    assertThat(failure.remedy()).contains("authorityUrl");
                });
    }

    @Test
    void malformedIds_areAllNamedAtOnce() {
        Map<String, String> values = values(Map.of("tenantId", "not a tenant", "clientId", "123"));
        values.remove("clientSecret");

        assertThat(EntraSchema.schema().validate(values))
                .extracting(ConfigProblem::field)
                .containsExactly("tenantId", "clientId", "clientSecret");
    }

    @Test
    void schema_explainsEveryField() {
        assertThat(EntraSchema.schema().fields()).allSatisfy(field -> {
            assertThat(field.description()).endsWith(".");
            assertThat(field.group()).isNotEmpty();
            assertThat(field.label()).isNotEmpty();
        });
    }

    @Test
    void secret_isACopyThatCanBeWipedAlone() {
        var config = EntraSchema.schema().configure(values(Map.of()));

        EntraSettings.from(config).clientSecret().wipe();

        assertThat(EntraSettings.from(config).clientSecret()).isEqualTo(Secret.of("secret"));
    }

    private static EntraSettings settings(Map<String, String> more) {
        return EntraSettings.from(EntraSchema.schema().configure(values(more)));
    }

    private static Map<String, String> values(Map<String, String> more) {
        Map<String, String> values = new HashMap<>();
        values.put("tenantId", TENANT);
        values.put("clientId", CLIENT);
        values.put("clientSecret", "secret");
        values.putAll(more);
        return values;
    }
}
