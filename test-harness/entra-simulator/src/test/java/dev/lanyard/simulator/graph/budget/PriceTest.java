package dev.lanyard.simulator.graph.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.GraphClient;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.TenantGenerator;
import dev.lanyard.simulator.tenant.TenantShape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls cost, and what happens when the budget is spent. */
class PriceTest extends ReadingTest {

    private static final String NOBODY = "11111111-2222-4333-8444-555555555555";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users                                         | 2",
                "/users?$select=id                              | 1",
                "/users?$select=id&$top=19                      | 1",
                "/users?$top=19                                 | 1",
                "/users?$top=20                                 | 2",
                "/users?$expand=manager                         | 3",
                "/groups                                        | 1",
                "/groups?$expand=members($select=id)            | 2",
                "/groups?$select=id&$expand=members($select=id) | 1",
                "/groups/delta?$select=members                  | 1",
                "/organization                                  | 1",
            })
    void aCall_costsWhatGraphCharges(String path, int units) {
        Reply reply = client.get(path);

        assertThat(reply.header("x-ms-resource-unit")).isEqualTo(String.valueOf(units));
        assertThat(simulator.stats().total().resourceUnits()).isEqualTo(units);
    }

    @Test
    void aCall_thatFindsNothing_isChargedToo() {
        client.get("/groups/" + NOBODY + "/members");
        client.get("/groups/" + NOBODY + "/transitiveMembers?$select=id");
        client.post("/directoryObjects/getByIds?$select=id", "{\"ids\":[\"" + NOBODY + "\"]}");

        assertThat(simulator.stats().total().resourceUnits()).isEqualTo(3 + 4 + 2);
    }

    @Test
    void aSpentBudget_isRefusedUntilTheWindowEnds() {
        try (EntraSimulator small = EntraSimulator.start(SimulatorOptions.of(new TenantShape(5, 9, 5, 1)))) {
            GraphClient caller = new GraphClient(small);
            StringBuilder calls = new StringBuilder();
            for (int call = 0; call < 20; call++) {
                calls.append(call == 0 ? "" : ",")
                        .append("{\"id\":\"" + call + "\",\"method\":\"GET\",\"url\":\"/groups/" + NOBODY
                                + "/transitiveMembers\"}");
            }
            // 35 batches of 20 calls of 5 units: 3,500 units, the budget of a tenant with fewer than 50 users.
            for (int batch = 0; batch < 35; batch++) {
                caller.post("/$batch", "{\"requests\":[" + calls + "]}", "Content-Type", "application/json");
            }

            Reply refused = caller.get("/groups");
            small.clock().advance(Duration.ofSeconds(10));
            Reply again = caller.get("/groups");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("Request_ThrottledTemporarily");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
            assertThat(refused.header("x-ms-throttle-information")).isEqualTo("ResourceUnitLimitExceeded");
            assertThat(refused.header("x-ms-throttle-scope"))
                    .contains(small.clientId())
                    .contains(small.tenantId());
            assertThat(again.status()).isEqualTo(200);
        }
    }

    @Test
    void theBudget_growsWithTheTenant_andRefusedCallsAreCharged() {
        Directory directory = TenantGenerator.generate(new TenantShape(60, 9, 5, 1), "tenant");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Throttle throttle = new Throttle(Throttle.UNIT_WINDOW, InstantSource.fixed(now));

        assertThat(throttle.charge(5_000, Throttle.budget(directory)).refused()).isFalse();
        assertThat(throttle.charge(1, Throttle.budget(directory)).refused()).isTrue();
        assertThat(throttle.charge(999, Throttle.budget(directory)).share()).isEqualTo(1.2);
        assertThat(throttle.charge(0, Throttle.budget(directory)).retryAfterSeconds())
                .isEqualTo(10);
    }

    @Test
    void anotherClient_spendsAllTheTime_alsoWhileThisOneWaits() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(start);
        Throttle throttle = new Throttle(Throttle.UNIT_WINDOW, now::get);
        throttle.setOthersShare(0.5);

        assertThat(throttle.charge(100, 1_000).share()).isEqualTo(0.1);
        now.set(start.plusSeconds(38));
        assertThat(throttle.charge(100, 1_000).share()).isEqualTo(0.1 + 0.4);
    }

    @Test
    void anAnswer_repeatsTheCallersRequestId() {
        Reply reply = client.get("/organization", "client-request-id", "mine-1");

        assertThat(reply.header("client-request-id")).isEqualTo("mine-1");
        assertThat(reply.header("request-id")).isNotEmpty().isNotEqualTo("mine-1");
        assertThat(client.get("/elephants", "client-request-id", "mine-2")
                        .body()
                        .at("/error/innerError/client-request-id")
                        .asText())
                .isEqualTo("mine-2");
    }
}
