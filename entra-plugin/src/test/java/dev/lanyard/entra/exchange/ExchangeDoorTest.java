package dev.lanyard.entra.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.Traffic;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.traffic.CallCounts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door to Exchange Online against answers that are scripted to the letter. */
@Timeout(60)
class ExchangeDoorTest {

    private static final ScriptedService SERVICE = new ScriptedService();
    private static final String PATH = "/adminapi/beta/" + ScriptedService.TENANT + "/InvokeCommand";
    private static final String EMPTY = "{\"value\":[]}";
    private static final Cmdlet READING =
            Cmdlet.reading("Get-DistributionGroupMember", new JsonBody().put("Identity", "staff"));
    private static final Cmdlet CHANGING =
            Cmdlet.changing("Add-DistributionGroupMember", new JsonBody().put("Identity", "staff"));

    private final TestHost host = new TestHost();
    private final Injector connector = open();
    private final ExchangeDoor door = connector
            .getInstance(Key.get(new TypeLiteral<Optional<ExchangeDoor>>() {}))
            .orElseThrow();

    private Injector open() {
        Map<String, String> all = new HashMap<>(SERVICE.settings());
        all.put("exchangeOnline", "true");
        all.put("exchangeUrl", SERVICE.url());
        EntraSettings settings = EntraSettings.from(EntraSchema.schema().configure(all));
        return Guice.createInjector(
                binder -> {
                    binder.bind(EntraSettings.class).toInstance(settings);
                    binder.bind(HostServices.class).toInstance(host);
                },
                new HttpModule(),
                new AuthModule(),
                new ExchangeModule());
    }

    @BeforeEach
    void reset() {
        SERVICE.reset();
    }

    @AfterEach
    void close() {
        connector.getInstance(Patience.class).close();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void aCmdlet_isSentWithItsOwnToken_toTheServersOfTheTenant() {
        answer(okJson(EMPTY));

        assertThat(door.run(READING).succeeded()).isTrue();

        SERVICE.server()
                .verify(
                        1,
                        postRequestedFor(urlPathEqualTo(PATH))
                                .withHeader("Authorization", containing("Bearer "))
                                .withHeader(
                                        "X-AnchorMailbox",
                                        equalTo("UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@"
                                                + ScriptedService.TENANT))
                                .withRequestBody(
                                        equalToJson(
                                                "{\"CmdletInput\":{\"CmdletName\":"
                                                        + "\"Get-DistributionGroupMember\",\"Parameters\":{\"Identity\":\"staff\"}}}")));
        SERVICE.server()
                .verify(
                        1,
                        postRequestedFor(urlPathEqualTo(ScriptedService.tokenPath()))
                                .withRequestBody(containing("outlook.office365.com%2F.default")));
    }

    @Test
    void furtherPages_areAskedForWithTheSameCmdlet() {
        answer(okJson(
                "{\"value\":[{\"Name\":\"one\"}],\"@odata.nextLink\":\"" + SERVICE.url() + PATH + "?$skiptoken=2\"}"));
        SERVICE.server()
                .stubFor(post(urlPathEqualTo(PATH))
                        .withQueryParam("$skiptoken", equalTo("2"))
                        .withRequestBody(containing("Get-DistributionGroupMember"))
                        .willReturn(okJson("{\"value\":[{\"Name\":\"two\"}]}")));

        List<String> pages = door.run(READING).pages().stream()
                .map(page -> new String(page, StandardCharsets.UTF_8))
                .toList();

        assertThat(pages).hasSize(2);
        assertThat(pages.get(0)).contains("one");
        assertThat(pages.get(1)).contains("two");
    }

    @Test
    void aLinkThatLeadsElsewhere_isNotFollowed() {
        answer(okJson("{\"value\":[],\"@odata.nextLink\":\"https://elsewhere.example" + PATH + "\"}"));

        assertThatThrownBy(() -> door.run(READING))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID));
    }

    @Test
    void aLinkThatLeadsBack_endsIt() {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo(PATH))
                        .willReturn(okJson(
                                "{\"value\":[],\"@odata.nextLink\":\"" + SERVICE.url() + PATH + "?$skiptoken=2\"}")));

        assertThatThrownBy(() -> door.run(READING)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("lead back");
        });
        SERVICE.server().verify(2, postRequestedFor(urlPathEqualTo(PATH)));
    }

    @Test
    void aFailure_isToldByItsDetails() {
        answer(failing(404, """
                {"error":{"code":"NotFound","message":"Error executing cmdlet","details":[{"code":"Client",
                "message":"Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The\
                 object 'staff' couldn't be found."}],"innererror":{"message":"more"}}}"""));

        CmdletReply reply = door.run(CHANGING);

        assertThat(reply.failedWith("ManagementObjectNotFoundException")).isTrue();
        assertThat(reply.message()).contains("object 'staff' couldn't be found").doesNotContain("|");
        assertThat(reply.failureOrThrow()).hasMessageContaining("'staff'");
        assertThat(reply.failureOrThrow().kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(reply.requestId()).contains("r-1");
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, '{\"error\":{\"code\":\"BadRequest\",\"message\":\"no\"}}', no",
        "403, PERMISSION, '', Exchange.ManageAsApp",
        "401, AUTHENTICATION, '', token",
        "302, UNAVAILABLE, '', redirected",
        "404, NOT_FOUND, '<html>', found nothing",
        "409, INVALID, '{\"error\":{\"details\":[1,{\"message\":\"odd\"}]}}', odd"
    })
    void everyRefusal_isExplained(int status, ErrorKind kind, String body, String word) {
        answer(failing(status, body));

        CmdletReply reply = door.run(CHANGING);

        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.inDoubt()).isFalse();
        assertThat(reply.failureOrThrow().kind()).isEqualTo(kind);
        assertThat(reply.failureOrThrow()).hasMessageContaining(word);
        // A refused token is renewed once.
        SERVICE.server().verify(status == 401 ? 2 : 1, postRequestedFor(urlPathEqualTo(PATH)));
    }

    @ParameterizedTest
    @CsvSource({"429, false", "503, true"})
    void troubleThatPasses_isWaitedOut_andDoubtedOnlyIfItMayHaveBeenDone(int status, boolean doubted) {
        answerInTurn(aResponse().withStatus(status).withHeader("Retry-After", "1"), okJson(EMPTY));

        CmdletReply reply = door.run(CHANGING);

        assertThat(reply.succeeded()).isTrue();
        assertThat(reply.inDoubt()).isEqualTo(doubted);
        assertThat(host.waits()).singleElement().asString().contains("Exchange Online");
        assertThat(Objects.requireNonNull(
                                connector.getInstance(Traffic.class).snapshot().get("exchange"))
                        .total())
                .isEqualTo(new CallCounts(2, 0, EMPTY.length(), status == 429 ? 1 : 0, 1));
    }

    @Test
    void whatIsReadInHalf_isReadAgain() {
        answerInTurn(okJson("{\"value\":[{\"Name\":"), okJson(EMPTY));
        assertThat(door.run(READING).pages()).hasSize(1);
        SERVICE.server().verify(2, postRequestedFor(urlPathEqualTo(PATH)));
    }

    @Test
    void aCancelledHost_isObeyed() throws Exception {
        answer(okJson(EMPTY).withFixedDelay(30_000));
        CompletableFuture<CmdletReply> running = CompletableFuture.supplyAsync(() -> door.run(READING));
        while (SERVICE.server().findAll(postRequestedFor(urlPathEqualTo(PATH))).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }

        host.cancel();

        assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectorException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
    }

    private static void answer(ResponseDefinitionBuilder how) {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo(PATH))
                        .withQueryParam("$skiptoken", absent())
                        .willReturn(how));
    }

    private static void answerInTurn(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo(PATH))
                        .inScenario("turns")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(first)
                        .willSetStateTo("later"));
        SERVICE.server()
                .stubFor(post(urlPathEqualTo(PATH))
                        .inScenario("turns")
                        .whenScenarioStateIs("later")
                        .willReturn(then));
    }

    private static ResponseDefinitionBuilder failing(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withHeader("request-id", "r-1")
                .withBody(body);
    }
}
