package dev.lanyard.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of trouble, as a client meets it. */
class FaultTest extends ReadingTest {

    private static final String USERS = "GET /users";

    @Test
    void status_answersAnError_asOftenAsAsked() {
        simulator.setFaults(Fault.status(USERS, 503).times(2).after(1));

        assertThat(client.get("/users").status()).isEqualTo(200);
        assertThat(client.get("/users").status()).isEqualTo(503);
        assertThat(client.get("/groups").status()).isEqualTo(200);
        assertThat(client.get("/users").code()).isEqualTo("Directory_ReplicaUnavailable");
        assertThat(client.get("/users").status()).isEqualTo(200);
    }

    @Test
    void throttle_answers429AndWhenToComeBack() {
        simulator.setFaults(Fault.throttle("*", 3));

        Reply reply = client.get("/users");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("3");
        assertThat(simulator.stats().total().throttled()).isEqualTo(1);
        assertThat(simulator.stats().total().requests()).isEqualTo(1);
    }

    @Test
    void drop_closesTheConnection() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.DROP));

        assertThatThrownBy(() -> client.get("/users")).isInstanceOf(UncheckedIOException.class);
        // At least one: the client of the JDK tries a second time by itself.
        assertThat(simulator.stats().total().requests()).isPositive();
        assertThat(simulator.stats().total().bytes()).isZero();
    }

    @Test
    void truncate_closesTheConnectionWithinTheBody() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.TRUNCATE));

        assertThatThrownBy(() -> client.get("/users")).isInstanceOf(UncheckedIOException.class);
        simulator.setFaults();
        assertThat(client.get("/users").status()).isEqualTo(200);
    }

    @Test
    void malformed_sendsHalfOfTheJsonAsIfItWereAll() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.MALFORMED));

        Reply reply = client.get("/users");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("{\"@odata.context\"").doesNotEndWith("}]}");
        assertThat(reply.body().isMissingNode()).isTrue();
    }

    @Test
    void contentType_sendsAWebPage() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.CONTENT_TYPE));

        Reply reply = client.get("/users");

        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.text()).startsWith("<html>");
    }

    @Test
    void redirect_leadsElsewhere() {
        simulator.setFaults(Fault.elsewhere(USERS, Fault.Kind.REDIRECT, "https://elsewhere.example/"));

        Reply reply = client.get("/users");

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("https://elsewhere.example/");
    }

    @Test
    void foreignNextLink_pointsElsewhere() {
        simulator.setFaults(Fault.elsewhere(USERS, Fault.Kind.FOREIGN_NEXT_LINK, "https://elsewhere.example"));

        assertThat(client.get("/users").body().path("@odata.nextLink").asText())
                .startsWith("https://elsewhere.example/v1.0/users?");
    }

    @Test
    void emptyPage_comesBeforeThePage_andLeadsToIt() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.EMPTY_PAGE).times(1));

        Reply empty = client.get("/users?$select=id&$top=7");
        Reply page = client.get(empty.body().path("@odata.nextLink").asText());

        assertThat(empty.value()).isEmpty();
        assertThat(page.value()).hasSize(7);
        assertThat(client.all(page.body().path("@odata.nextLink").asText())).hasSize(450 - 7);
    }

    @Test
    void delay_answersLate() {
        simulator.setFaults(Fault.delay(USERS, 300));

        long before = System.nanoTime();
        Reply reply = client.get("/users?$top=1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThan(290_000_000L);
    }

    @Test
    void probability_hitsSomeCalls() {
        simulator.setFaults(Fault.status(USERS, 500).withProbability(0.5));
        int hit = 0;
        for (int call = 0; call < 60; call++) {
            hit += client.get("/users?$top=1&$select=id").status() == 500 ? 1 : 0;
        }

        assertThat(hit).isBetween(10, 50);
    }

    @Test
    void login_canFail_too() {
        simulator.setFaults(Fault.status("POST /login", 503).times(1));

        assertThat(client.login(simulator.tenantId(), Map.of()).status()).isEqualTo(503);
        assertThat(client.login(simulator.tenantId(), Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aFault_thatMakesNoSense_isRefused() {
        assertThatThrownBy(() -> Fault.status(USERS, 99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.status(" ", 500)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.of(USERS, Fault.Kind.REDIRECT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.of(USERS, Fault.Kind.DELAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.status(USERS, 500).withProbability(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.status(USERS, 500).times(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
