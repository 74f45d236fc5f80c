package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.entra.testing.ConnectProxy;
import dev.lanyard.entra.testing.Eavesdropper;
import dev.lanyard.entra.testing.Overheard;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody hears who is trusted on the way to login, Graph and Exchange, and what he can make of it. */
@Timeout(180)
class EavesdroppingTest {

    private static final String FOREIGN = "evil.eavesdropped.example";
    private static final String PROXY_PASSWORD = "MARKER-proxy-password";
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    /** Both are there before the tenant is, whose settings need them. */
    @SuppressWarnings("NullAway.Init")
    private Eavesdropper eavesdropper;

    @SuppressWarnings("NullAway.Init")
    private ConnectProxy proxy;

    private final ChangingTenant tenant = new ChangingTenant(simulator -> {
        simulator.setDirectoryRoles(DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR);
        eavesdropper = new Eavesdropper(simulator.url(), simulator.caPem());
        proxy = new ConnectProxy(eavesdropper);
        proxy.letIn("lanyard", PROXY_PASSWORD);
        Map<String, String> settings = new HashMap<>(Map.of(
                "proxyUrl",
                proxy.url(),
                "proxyUser",
                "lanyard",
                "proxyPassword",
                PROXY_PASSWORD,
                "trustedCertificates",
                eavesdropper.certificatePem()));
        settings.put("authorityUrl", "https://" + Eavesdropper.LOGIN);
        settings.put("graphUrl", "https://" + Eavesdropper.GRAPH);
        settings.put("exchangeUrl", "https://" + Eavesdropper.EXCHANGE);
        for (String flag : List.of("exchangeOnline", "includeDeleted", "signInActivity", "mailboxPurpose")) {
            settings.put(flag, "true");
        }
        return settings;
    });

    @AfterEach
    void close() {
        tenant.close();
        proxy.close();
    }

    @Test
    void secrets_areHeardWhereTheyBelong_andNowhereElse() {
        doEverything();

        List<Overheard> heard = eavesdropper.overheard();
        assertThat(heard)
                .extracting(Overheard::host)
                .contains(Eavesdropper.LOGIN, Eavesdropper.GRAPH, Eavesdropper.EXCHANGE);
        String secret = tenant.simulator().clientSecret();
        assertThat(heard.stream().filter(Overheard::isLogin)).isNotEmpty().allSatisfy(login -> {
            assertThat(login.host()).isEqualTo(Eavesdropper.LOGIN);
            assertThat(login.body()).contains("client_secret=" + secret);
            assertNone(login.allButTheBody(), secret);
        });
        assertThat(heard.stream().filter(each -> !each.isLogin()))
                .isNotEmpty()
                .allSatisfy(call -> assertNone(call.all(), secret));
        assertThat(heard).as("the proxy's password is for the proxy").allSatisfy(each -> {
            assertNone(each.all(), PROXY_PASSWORD);
            assertThat(each.head()).doesNotContain("Proxy-");
        });
        assertThat(proxy.heads()).allSatisfy(head -> assertNone(List.of(head), secret));
    }

    @Test
    void aCheckOfEverything_costsAtMostFifteenRequests_theLoginsIncluded() {
        assertThat(tenant.connector().check().usable()).isTrue();

        assertThat(eavesdropper.overheard()).hasSizeBetween(3, 15);
        assertThat(tenant.writes()).isZero();
    }

    @Test
    void tokens_goToTheServiceThatTheyAreFor_inOneHeader() {
        doEverything();

        List<Overheard> heard = eavesdropper.overheard();
        Map<String, String> hosts = heard.stream()
                .filter(Overheard::isLogin)
                .collect(Collectors.toMap(
                        EavesdroppingTest::token,
                        login -> login.body().contains("outlook.office365.com")
                                ? Eavesdropper.EXCHANGE
                                : Eavesdropper.GRAPH));
        assertThat(Set.copyOf(hosts.values())).hasSize(2);
        assertThat(hosts).allSatisfy((token, host) -> {
            String header = "\r\nAuthorization: Bearer " + token + "\r\n";
            for (Overheard each : heard) {
                boolean expected = each.isLogin() && each.answerBody().contains(token);
                List<String> parts = expected ? List.of(each.head(), each.body(), each.answerHead()) : each.all();
                if (each.head().contains(header)) {
                    assertThat(each.host()).isEqualTo(host);
                    parts = List.of(
                            each.head().replace(header, "\r\n"), each.body(), each.answerHead(), each.answerBody());
                }
                assertThat(parts).as(each.line()).noneMatch(part -> part.contains(token));
            }
        });
        assertThat(proxy.heads()).noneMatch(head -> hosts.keySet().stream().anyMatch(head::contains));
        assertThat(heard.stream().filter(each -> each.host().equals(Eavesdropper.GRAPH)))
                .allMatch(each -> each.head().contains("\r\nAuthorization: Bearer "));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectOfGraph_isNotFollowed(int status) {
        redirect(status, each -> each.host().equals(Eavesdropper.GRAPH));

        assertThatThrownBy(() -> read("accounts"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("was redirected, which is not followed: the token must not go elsewhere");
        assertNobodyElseHeardOfIt();
    }

    @Test
    void aNextLinkOfGraph_isNotFollowed() {
        eavesdropper.meddle(each -> each.line().startsWith("GET /v1.0/users?")
                ? Optional.of(
                        json("{\"value\":[],\"@odata.nextLink\":\"https://" + FOREIGN + "/v1.0/users?$skiptoken=x\"}"))
                : Optional.empty());

        assertThatThrownBy(() -> read("accounts"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("the link to the next page does not lead to https://" + Eavesdropper.GRAPH);
        assertNobodyElseHeardOfIt();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 308})
    void aRedirectOfTheLogin_isNotFollowed(int status) {
        redirect(status, Overheard::isLogin);

        assertThatThrownBy(() -> read("accounts"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(Eavesdropper.LOGIN + " redirects, which is not followed")
                .hasMessageContaining("(authorityUrl)");
        assertThat(eavesdropper.overheard()).as("not asked again").hasSize(1);
        assertNobodyElseHeardOfIt();
    }

    @Test
    void aRedirectOfExchange_isNotFollowed() {
        redirect(307, each -> each.host().equals(Eavesdropper.EXCHANGE));

        assertThat(changeOfAMailGroup())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error())
                                .hasMessageContaining(
                                        "was redirected, which is not followed: the token must not go elsewhere"));
        assertNobodyElseHeardOfIt();
    }

    @Test
    void aNextLinkOfExchange_isNotFollowed() {
        eavesdropper.meddle(
                each -> each.host().equals(Eavesdropper.EXCHANGE) && each.body().contains("\"Get-")
                        ? Optional.of(json("{\"value\":[],\"@odata.nextLink\":\"https://" + FOREIGN + "/adminapi/x\"}"))
                        : Optional.empty());

        assertThat(changeOfAMailGroup())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error()).hasMessageContaining("does not lead to Exchange Online"));
        assertNobodyElseHeardOfIt();
    }

    private void doEverything() {
        assertThat(tenant.connector().check().usable()).isTrue();
        new EntraPlugin().descriptor().streams().forEach(stream -> read(stream.id()));
        assertThat(changeOfAMailGroup()).isEqualTo(new Outcome.Changed());
    }

    private void read(String stream) {
        Connector connector = tenant.connector();
        for (SyncPartition partition : connector.plan(SyncRequest.full(Set.of(stream)))) {
            Cursor cursor = Cursor.start();
            while (true) {
                SyncPage page = connector.read(partition, cursor);
                if (!(page.next() instanceof NextStep.More more)) {
                    break;
                }
                cursor = more.cursor();
            }
        }
    }

    private Outcome changeOfAMailGroup() {
        String group = tenant.find(
                ObjectType.GROUP,
                each -> tenant.stateOf(each).contains("\"mailEnabled\":true")
                        && tenant.stateOf(each).contains("\"securityEnabled\":false")
                        && !tenant.stateOf(each).contains("\"Unified\"")
                        && !tenant.stateOf(each).contains("\"onPremisesSyncEnabled\":true"));
        String user = tenant.find(ObjectType.USER, each -> each.text("mail") != null);
        return tenant.apply(new Change.GrantAccess(GrantKey.direct(
                        new EntitlementId(new ResourceId("group", group), "owner"), new ResourceId("user", user))))
                .outcome();
    }

    private void redirect(int status, Predicate<Overheard> calls) {
        eavesdropper.meddle(each -> calls.test(each)
                ? Optional.of("HTTP/1.1 " + status + " Elsewhere\r\nLocation: https://" + FOREIGN
                        + "/v1.0/users\r\nContent-Length: 0\r\n\r\n")
                : Optional.empty());
    }

    private void assertNobodyElseHeardOfIt() {
        assertThat(eavesdropper.overheard())
                .isNotEmpty()
                .noneMatch(each -> each.host().equals(FOREIGN));
        assertThat(proxy.heads()).noneMatch(head -> head.contains(FOREIGN));
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String token(Overheard login) {
        Matcher token = TOKEN.matcher(login.answerBody());
        assertThat(token.find()).as("a token in the answer to " + login.line()).isTrue();
        return token.group(1);
    }

    /** In no form in which it could travel. */
    private static void assertNone(List<String> parts, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part)
                        .doesNotContain(
                                secret,
                                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                                Base64.getEncoder().withoutPadding().encodeToString(bytes)));
    }
}
