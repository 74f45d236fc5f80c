package dev.lanyard.entra.graph;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.TrafficCounters;
import dev.lanyard.entra.testing.ScriptedService;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.traffic.CallCounts;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class GraphDoorTest {

    private static final String USERS = "/v1.0/users";
    private static final String PAGE = "{\"value\":[{\"id\":\"Zoë\"}]}";
    private static final int PAGE_BYTES = PAGE.getBytes(StandardCharsets.UTF_8).length;

    private static final ScriptedService SERVICE = new ScriptedService();
    private final TestHost host = new TestHost();
    private final Map<String, String> settings = SERVICE.settings();
    private final List<Injector> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(injector -> injector.getInstance(Patience.class).close());
        SERVICE.reset();
    }

    @AfterAll
    static void stopService() {
        SERVICE.close();
    }

    /** What can happen to a page on its way, once. */
    @SuppressWarnings("ImmutableEnumChecker") // Each script is a lambda that keeps nothing.
    enum Mishap {
        DROPPED(response -> response.withFault(Fault.CONNECTION_RESET_BY_PEER)),
        GARBAGE(response -> response.withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        EMPTY(response -> response.withStatus(200).withHeader("Content-Type", "application/json")),
        CUT_OFF(response -> response.withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(PAGE.substring(0, PAGE.length() - 3))),
        TWO_VALUES(response -> response.withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(PAGE + "{")),
        HTML(response ->
                response.withStatus(200).withHeader("Content-Type", "text/html").withBody("<html/>")),
        BUSY(response -> response.withStatus(503)),
        BROKEN(response -> response.withStatus(500)),
        GATEWAY(response -> response.withStatus(504)),
        THROTTLED(response -> response.withStatus(429).withHeader("Retry-After", "1"));

        private final Consumer<ResponseDefinitionBuilder> script;

        Mishap(Consumer<ResponseDefinitionBuilder> script) {
            this.script = script;
        }
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void read_afterAMishap_answersTheSame(Mishap mishap) {
        ResponseDefinitionBuilder first = aResponse();
        mishap.script.accept(first);
        thenPage(first);
        Injector connector = open();

        RawPage page = readUsers(connector);

        assertThat(text(page.body())).isEqualTo(PAGE);
        assertThat(page.cost().requests()).isEqualTo(2);
        CallCounts counts = counts(connector, "GET /users");
        assertThat(counts.requests()).isEqualTo(2);
        assertThat(counts.retried()).isEqualTo(1);
        assertThat(counts.throttled()).isEqualTo(mishap == Mishap.THROTTLED ? 1 : 0);
        SERVICE.server().verify(2, getRequestedFor(urlPathEqualTo(USERS)));
    }

    @Test
    void read_throttled_waitsAsLongAsTold_andTellsTheHost() {
        thenPage(aResponse().withStatus(429).withHeader("Retry-After", "1"));
        long before = System.nanoTime();

        readUsers(open());

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(host.waits()).anyMatch(wait -> wait.startsWith("1 s: ") && wait.contains("throttles GET /users"));
    }

    @Test
    void read_countsWhatTheAnswerSaysItCost() {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson(PAGE).withHeader("x-ms-resource-unit", "7")));
        Injector connector = open();

        assertThat(readUsers(connector).cost()).isEqualTo(new ReadCost(1, 7));
        assertThat(counts(connector, "GET /users")).isEqualTo(new CallCounts(1, 7, PAGE_BYTES, 0, 0));
    }

    @Test
    void read_twice_comesFromTheCacheTheSecondTime() {
        page();
        Injector connector = open();

        readUsers(connector);
        RawPage again = readUsers(connector);

        assertThat(again.cost()).isEqualTo(ReadCost.FREE);
        assertThat(text(again.body())).isEqualTo(PAGE);
        SERVICE.server().verify(1, getRequestedFor(urlPathEqualTo(USERS)));
    }

    @Test
    void read_afterForgetting_isReadAnew() {
        page();
        Injector connector = open();
        readUsers(connector);

        door(connector).forget("/groups");
        assertThat(readUsers(connector).cost()).isEqualTo(ReadCost.FREE);
        door(connector).forget("/users");
        assertThat(readUsers(connector).cost().requests()).isEqualTo(1);
    }

    @Test
    void read_withTheCacheOff_isReadAnew() {
        page();
        settings.put("pageCacheSize", "0");
        Injector connector = open();

        readUsers(connector);

        assertThat(readUsers(connector).cost().requests()).isEqualTo(1);
    }

    @Test
    void read_withOtherHeaders_isAnotherPage() {
        page();
        Injector connector = open();
        readUsers(connector);
        RequestInformation other = users(connector);
        other.headers.add("ConsistencyLevel", "eventual");

        assertThat(door(connector).read(other).cost().requests()).isEqualTo(1);
    }

    @Test
    void read_byManyAtOnce_isSentOnce() {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson(PAGE).withFixedDelay(300)));
        Injector connector = open();
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<RawPage>> pages = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.supplyAsync(() -> readUsers(connector), readers))
                    .toList();

            assertThat(pages.stream()
                            .map(CompletableFuture::join)
                            .mapToInt(page -> page.cost().requests()))
                    .containsExactlyInAnyOrder(1, 0, 0, 0);
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void read_withARefusedToken_renewsItOnce() {
        String refusal = "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"expired\"}}";
        thenPage(aResponse()
                .withStatus(401)
                .withHeader("Content-Type", "application/json")
                .withBody(refusal));

        readUsers(open());

        SERVICE.server().verify(2, postRequestedFor(urlPathEqualTo(ScriptedService.tokenPath())));
    }

    @Test
    void read_withEveryTokenRefused_givesUpAfterTheSecond() {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS)).willReturn(aResponse().withStatus(401)));
        Injector connector = open();

        assertKind(ErrorKind.AUTHENTICATION, () -> readUsers(connector));
        SERVICE.server().verify(2, getRequestedFor(urlPathEqualTo(USERS)));
    }

    @Test
    void read_redirectedElsewhere_neverTakesTheTokenThere() {
        try (ScriptedService elsewhere = new ScriptedService()) {
            elsewhere.server().stubFor(any(anyUrl()).willReturn(okJson(PAGE)));
            SERVICE.server()
                    .stubFor(get(urlPathEqualTo(USERS))
                            .willReturn(aResponse().withStatus(302).withHeader("Location", elsewhere.url() + USERS)));
            Injector connector = open();

            assertKind(ErrorKind.UNAVAILABLE, () -> readUsers(connector));
            assertThat(elsewhere.server().getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void follow_ofALinkElsewhere_isRefused() {
        GraphDoor door = door(open());
        String port = SERVICE.url().replaceAll(".*:", "");

        for (String link : List.of(
                "https://evil.example/v1.0/users",
                "https://localhost:1/v1.0/users",
                "http://localhost:" + port + "/v1.0/users",
                "https://localhost:" + port + "@evil.example/v1.0/users",
                "/v1.0/users",
                "not a link")) {
            assertKind(ErrorKind.INVALID, () -> door.follow(link, Map.of()));
        }
        assertThat(SERVICE.server().getAllServeEvents()).isEmpty();
    }

    @Test
    void follow_sendsTheLinkAsItIs_withTheHeadersGiven() {
        page();

        door(open()).follow(SERVICE.url() + USERS + "?$skiptoken=a%2Bb%27c", Map.of("ConsistencyLevel", "eventual"));

        assertThat(SERVICE.server().findAll(getRequestedFor(urlPathEqualTo(USERS))))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.getUrl()).isEqualTo(USERS + "?$skiptoken=a%2Bb%27c");
                    assertThat(request.getHeader("ConsistencyLevel")).isEqualTo("eventual");
                });
    }

    @Test
    void read_thatIsNotAllowed_namesThePermission() {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS))
                        .willReturn(aResponse()
                                .withStatus(403)
                                .withBody("{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"no\","
                                        + "\"innerError\":{\"request-id\":\"r-1\"}}}")));
        Injector connector = open();

        assertThatThrownBy(() -> readUsers(connector)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failure.remedy()).contains("User.Read.All");
            assertThat(failure.serviceCode()).contains("Authorization_RequestDenied");
            assertThat(failure.requestId()).contains("r-1");
        });
    }

    @Test
    void read_whileGraphStaysDown_endsWithinASecondOfTheCancellation() throws Exception {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS))
                        .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "600")));
        Injector connector = open();
        CompletableFuture<RawPage> reading = CompletableFuture.supplyAsync(() -> readUsers(connector));
        while (host.waits().isEmpty()) {
            Thread.onSpinWait();
        }

        host.cancel();

        assertThat(reading.handle((page, failure) -> String.valueOf(failure)).get(5, TimeUnit.SECONDS))
                .contains("cancelled");
    }

    @Test
    void read_ofASlowAnswer_endsSoonAfterTheCancellation() throws Exception {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson(PAGE).withFixedDelay(30_000)));
        Injector connector = open();
        CompletableFuture<RawPage> reading = CompletableFuture.supplyAsync(() -> readUsers(connector));
        while (SERVICE.server().findAll(getRequestedFor(urlPathEqualTo(USERS))).isEmpty()
                && SERVICE.server().getAllServeEvents().isEmpty()) {
            Thread.sleep(20);
        }
        Thread.sleep(300);

        host.cancel();

        assertThat(reading.handle((page, failure) -> String.valueOf(failure)).get(5, TimeUnit.SECONDS))
                .contains("cancelled");
    }

    @Test
    void read_beyondTheDeadline_isCancelled() {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS))
                        .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "600")));
        Injector connector = open();
        host.allow(Duration.ofSeconds(2));

        assertKind(ErrorKind.CANCELLED, () -> readUsers(connector));
    }

    @Test
    void batch_repeatsOnlyWhatWasThrottled() {
        String firstAnswer = "{\"responses\":["
                + "{\"id\":\"1\",\"status\":429,\"headers\":{\"Retry-After\":\"1\"},\"body\":{\"error\":{}}},"
                + "{\"id\":\"2\",\"status\":404,\"body\":{\"error\":{\"code\":\"Request_ResourceNotFound\"}}},"
                + "{\"id\":\"0\",\"status\":200,\"headers\":{\"x-ms-resource-unit\":\"3\"},\"body\":{\"value\":[0]}}]}";
        String secondAnswer = "{\"responses\":[{\"id\":\"1\",\"status\":200,\"body\":{\"value\":[1]}}]}";
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .inScenario("batch")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(okJson(firstAnswer))
                        .willSetStateTo("again"));
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .inScenario("batch")
                        .whenScenarioStateIs("again")
                        .willReturn(okJson(secondAnswer)));
        Injector connector = open();

        List<BatchReply> replies = door(connector)
                .batch(IntStream.range(0, 3)
                        .mapToObj(group -> members(connector, "g" + group))
                        .toList());

        assertThat(replies).extracting(BatchReply::status).containsExactly(200, 200, 404);
        assertThat(text(replies.get(0).bodyOrThrow())).isEqualTo("{\"value\":[0]}");
        assertThat(text(replies.get(1).bodyOrThrow())).isEqualTo("{\"value\":[1]}");
        assertKind(ErrorKind.NOT_FOUND, () -> replies.get(2).bodyOrThrow());
        assertThat(replies.get(0).cost()).isEqualTo(new ReadCost(2, 3));
        assertThat(SERVICE.server()
                        .findAll(postRequestedFor(urlPathEqualTo("/v1.0/$batch")))
                        .get(1)
                        .getBodyAsString())
                .contains("g1")
                .doesNotContain("g0")
                .doesNotContain("g2");
        CallCounts items = counts(connector, "GET /groups/{id}/members");
        assertThat(items.requests()).isEqualTo(4);
        assertThat(items.throttled()).isEqualTo(1);
        assertThat(items.retried()).isEqualTo(1);
        assertThat(counts(connector, "POST /$batch").requests()).isEqualTo(2);
        assertThat(traffic(connector).total().requests()).isEqualTo(2);
        assertThat(traffic(connector).total().bytes()).isEqualTo(firstAnswer.length() + secondAnswer.length());
    }

    @Test
    void batch_ofWhichEveryCallRefusesTheToken_renewsItOnce_andAsksForAllAgain() {
        thenBatch(answer(0, 401, "{\"error\":{}}") + "," + answer(1, 401, "{\"error\":{}}"));
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .inScenario("batch")
                        .whenScenarioStateIs("again")
                        .willReturn(
                                okJson("{\"responses\":[" + answer(0, 200, "{}") + "," + answer(1, 200, "{}") + "]}")));
        Injector connector = open();

        List<BatchReply> replies = door(connector).batch(List.of(members(connector, "g0"), members(connector, "g1")));

        assertThat(replies).extracting(BatchReply::status).containsExactly(200, 200);
        SERVICE.server().verify(2, postRequestedFor(urlPathEqualTo(ScriptedService.tokenPath())));
    }

    @Test
    void batch_whoseEveryTokenIsRefused_givesUpAfterTheSecond() {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .willReturn(okJson("{\"responses\":[" + answer(0, 401, "{\"error\":{}}") + "]}")));
        Injector connector = open();

        List<BatchReply> replies = door(connector).batch(List.of(members(connector, "g0")));

        assertKind(ErrorKind.AUTHENTICATION, () -> replies.get(0).bodyOrThrow());
        SERVICE.server().verify(2, postRequestedFor(urlPathEqualTo("/v1.0/$batch")));
    }

    @Test
    void batchOfEach_tellsWhatItCost_answeredOrNot() {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .willReturn(okJson("{\"responses\":[" + answer(0, 404, "{\"error\":{}}") + "]}")));
        Injector connector = open();

        List<BatchReply> replies = door(connector).batchOfEach(List.of(members(connector, "g0")));

        assertThat(replies.get(0).cost().requests()).isEqualTo(1);
    }

    private static String answer(int id, int status, String body) {
        return "{\"id\":\"" + id + "\",\"status\":" + status + ",\"body\":" + body + "}";
    }

    /** Answers the first batch, after which another is to be scripted. */
    private static void thenBatch(String answers) {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .inScenario("batch")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(okJson("{\"responses\":[" + answers + "]}"))
                        .willSetStateTo("again"));
    }

    @Test
    void batch_thatLeavesACallOut_asksForItAgain() {
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .inScenario("batch")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(okJson("{\"responses\":[]}"))
                        .willSetStateTo("again"));
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/v1.0/$batch"))
                        .inScenario("batch")
                        .whenScenarioStateIs("again")
                        .willReturn(okJson("{\"responses\":[{\"id\":\"0\",\"status\":200,\"body\":{}}]}")));
        Injector connector = open();

        assertThat(door(connector).batch(List.of(members(connector, "g0")))).hasSize(1);
    }

    private void page() {
        SERVICE.server().stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson(PAGE)));
    }

    private void thenPage(ResponseDefinitionBuilder first) {
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS))
                        .inScenario("mishap")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(first)
                        .willSetStateTo("over"));
        SERVICE.server()
                .stubFor(get(urlPathEqualTo(USERS))
                        .inScenario("mishap")
                        .whenScenarioStateIs("over")
                        .willReturn(okJson(PAGE)));
    }

    private Injector open() {
        EntraSettings typed = EntraSettings.from(EntraSchema.schema().configure(settings));
        Injector injector = Guice.createInjector(
                binder -> {
                    binder.bind(EntraSettings.class).toInstance(typed);
                    binder.bind(HostServices.class).toInstance(host);
                },
                new HttpModule(),
                new AuthModule(),
                new GraphModule());
        opened.add(injector);
        return injector;
    }

    private static GraphDoor door(Injector connector) {
        return connector.getInstance(GraphDoor.class);
    }

    private static RequestInformation users(Injector connector) {
        return door(connector)
                .requests()
                .users()
                .toGetRequestInformation(request -> request.queryParameters.select = new String[] {"id"});
    }

    private static RequestInformation members(Injector connector, String group) {
        return door(connector).requests().groups().byGroupId(group).members().toGetRequestInformation();
    }

    private static RawPage readUsers(Injector connector) {
        return door(connector).read(users(connector));
    }

    private static ServiceTraffic traffic(Injector connector) {
        return connector.getInstance(TrafficCounters.class).snapshot();
    }

    private static CallCounts counts(Injector connector, String endpoint) {
        return traffic(connector).endpoints().getOrDefault(endpoint, CallCounts.NONE);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void assertKind(ErrorKind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
