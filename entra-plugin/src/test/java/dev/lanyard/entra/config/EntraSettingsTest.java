package dev.lanyard.entra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.config.SignInSettings.ByClientSecret;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                        new ByClientSecret(CLIENT, Secret.of("secret")),
                        URI.create("https://graph.microsoft.com"),
                        URI.create("https://login.microsoftonline.com/"),
                        true,
                        NetworkSettings.DEFAULTS,
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
                        Map.entry("proxyUrl", "http://proxy.example:3128/"),
                        Map.entry("proxyUser", "lanyard"),
                        Map.entry("proxyPassword", "let me out"),
                        Map.entry("concurrency", "7"),
                        Map.entry("pageCacheSize", "0"),
                        Map.entry("pageCacheLifetime", "30s"),
                        Map.entry("settleTime", "1m"),
                        Map.entry("scimProvisioning", "true"),
                        Map.entry("exchangeOnline", "true"),
                        Map.entry("exchangeUrl", "https://exchange.gateway.example/"))))
                .isEqualTo(new EntraSettings(
                        "contoso.onmicrosoft.com",
                        new ByClientSecret(CLIENT, Secret.of("secret")),
                        URI.create("https://graph.gateway.example:8443"),
                        URI.create("https://login.gateway.example/"),
                        false,
                        new NetworkSettings(
                                Optional.of(new ProxySettings(
                                        "proxy.example",
                                        3128,
                                        Optional.of(new ProxySettings.SignIn("lanyard", Secret.of("let me out"))))),
                                List.of(one.certificate(), other.certificate())),
                        7,
                        0,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        true,
                        Optional.of(new ExchangeSettings(
                                URI.create("https://exchange.gateway.example"),
                                URI.create("https://outlook.office365.com"))),
                        new ReadingSettings(
                                Set.of(), true, false, true, true, true, List.of(), false, false, true, List.of(), true,
                                true, false)));
    }

    @Test
    void trustedCertificates_onOneLine_areReadAsWell() {
        HeldCertificate one = new HeldCertificate.Builder().build();
        HeldCertificate other = new HeldCertificate.Builder().build();
        String line = (one.certificatePem() + other.certificatePem()).replace('\n', ' ');

        assertThat(settings(Map.of("trustedCertificates", line)).network().trustedCertificates())
                .containsExactly(one.certificate(), other.certificate());
    }

    @Test
    void trustedCertificates_ofWhichOneIsCutOff_areRefused() {
        String whole = new HeldCertificate.Builder().build().certificatePem();
        String half = whole.substring(0, whole.length() / 2);

        for (String text : List.of(half, whole + half, half + whole)) {
            assertThatThrownBy(() -> settings(Map.of("trustedCertificates", text)))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                        assertThat(failure).hasMessageStartingWith("trustedCertificates: ");
                        assertThat(failure.remedy()).contains("in full");
                    });
        }
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
        "graph.microsoft.com, '', https://outlook.office365.com",
        "graph.microsoft.us, '', https://outlook.office365.us",
        "dod-graph.microsoft.us, '', https://webmail.apps.mil",
        "microsoftgraph.chinacloudapi.cn, '', https://partner.outlook.cn",
        "graph.microsoft.us, https://outlook.office365.us/, https://outlook.office365.us",
        "graph.microsoft.com, https://exchange.gateway.example, https://outlook.office365.com",
        "dod-graph.microsoft.us, https://exchange.gateway.example, https://webmail.apps.mil"
    })
    void exchange_isThatOfTheCloud_evenBehindAGateway(String domain, String url, String service) {
        Map<String, String> set = new HashMap<>(Map.of("exchangeOnline", "true", "graphDomain", domain));
        if (!url.isEmpty()) {
            set.put("exchangeUrl", url);
        }

        ExchangeSettings exchange = settings(set).exchange().orElseThrow();

        assertThat(exchange.scope()).isEqualTo(service + "/.default");
        assertThat(exchange.url())
                .isEqualTo(URI.create(url.contains("gateway") ? "https://exchange.gateway.example" : service));
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

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, user, password, 'proxyUser'",
                "http://proxy:8080, user, -, 'proxyUser'",
                "http://proxy:8080, -, password, 'proxyPassword'",
                "-, user, -, 'proxyUser, proxyUser'",
                "-, -, password, 'proxyPassword'",
                "http://proxy, -, -, 'proxyUrl'",
                "http://proxy:8080/path, user, -, 'proxyUrl, proxyUser'"
            })
    void partsOfAProxy_thatDoNotFitTogether_areAllNamedAtOnce(String url, String user, String password, String named) {
        Map<String, String> proxy = new HashMap<>();
        proxy.put("proxyUrl", url);
        proxy.put("proxyUser", user);
        proxy.put("proxyPassword", password);
        proxy.values().removeIf(Objects::isNull);

        assertThatThrownBy(() -> settings(proxy)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            String[] names = named.split(", ", -1);
            String message = Objects.requireNonNull(failure.getMessage());
            assertThat(message.split("; ", -1))
                    .extracting(each -> each.substring(0, each.indexOf(':')))
                    .containsExactly(names);
            assertThat(failure.remedy().split("; ", -1)).hasSameSizeAs(names);
        });
    }

    @ParameterizedTest
    @CsvSource({"proxyUrl, https://proxy:8080", "proxyUrl, http://user:word@proxy:8080", "proxyUser, a:b"})
    void malformedProxy_isRefusedBySchema(String field, String value) {
        assertThat(EntraSchema.schema().validate(values(Map.of(field, value))))
                .extracting(ConfigProblem::field)
                .containsExactly(field);
    }

    @Test
    void wiping_takesEverySecret() {
        EntraSettings settings = settings(
                Map.of("proxyUrl", "http://proxy:8080", "proxyUser", "user", "proxyPassword", "MARKER-password"));
        assertThat(settings.toString()).doesNotContain("MARKER");

        settings.wipe();

        Secret password = settings.network()
                .proxy()
                .flatMap(ProxySettings::signIn)
                .orElseThrow()
                .password();
        Secret secret = ((ByClientSecret) settings.signIn()).secret();
        assertThat(List.of(password, secret))
                .allSatisfy(wiped ->
                        assertThatThrownBy(() -> wiped.reveal(text -> text)).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void streams_areThoseThatThereAre() {
        List<String> ids = new EntraPlugin()
                .descriptor().streams().stream().map(StreamDescriptor::id).toList();
        assertThat(settings(Map.of("streams", String.join(" , ", ids)))
                        .reading()
                        .streams())
                .containsExactlyInAnyOrderElementsOf(ids);

        for (String wrong : List.of("acounts", "accounts,", "accounts groups", "accounts,nothing", "roles2")) {
            assertThat(EntraSchema.schema().validate(values(Map.of("streams", wrong))))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.field()).isEqualTo("streams");
                        assertThat(problem.message()).contains(ids);
                    });
        }
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

        EntraSettings.from(config).signIn().wipe();

        assertThat(EntraSettings.from(config).signIn()).isEqualTo(new ByClientSecret(CLIENT, Secret.of("secret")));
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
