package dev.lanyard.simulator.graph.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.GraphClient;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.SignInLog;
import dev.lanyard.simulator.tenant.TenantShape;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of sign-ins, as strict as Graph's. */
class SignInsTest {

    private static final String SIGN_INS = "/auditLogs/signIns";

    private final EntraSimulator simulator =
            EntraSimulator.start(SimulatorOptions.of(new TenantShape(40, 20, 120, 12, 40, 3)));
    private final GraphClient client = new GraphClient(simulator);

    @BeforeEach
    void stopTheClock() {
        simulator.clock().stop();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void entries_areNewestFirst_ofPeopleAndApplications_andTheSameWheneverAsked() {
        Instant now = simulator.clock().instant();
        Instant since = now.minus(Duration.ofHours(10));
        String address = SIGN_INS + "?$filter=createdDateTime ge " + since + " and createdDateTime le " + now;

        List<JsonNode> entries = client.all(address + "&$top=50");

        assertThat(entries).hasSizeBetween(119, 121);
        assertThat(entries.stream().map(each -> each.path("createdDateTime").asText()))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(entries).allSatisfy(each -> {
            assertThat(simulator.tenant().current().object(each.path("userId").asText()))
                    .isNotNull();
            assertThat(each.path("appId").asText()).isNotEmpty();
        });
        assertThat(new HashSet<>(entries.stream()
                        .map(each -> each.at("/status/errorCode").asInt())
                        .toList()))
                .containsExactlyInAnyOrder(0, 50126);
        simulator.clock().advance(Duration.ofMinutes(20));
        assertThat(client.all(address)).isEqualTo(entries);
    }

    @Test
    void aLateEntry_appearsAmongOlderOnes() {
        simulator.tenant().signIns().setLate(0.5, Duration.ofHours(1));
        Instant now = simulator.clock().instant();
        String address = SIGN_INS + "?$filter=createdDateTime ge " + now.minus(SignInLog.INTERVAL.multipliedBy(100))
                + " and createdDateTime le " + now;

        int early = client.all(address).size();
        simulator.clock().advance(Duration.ofHours(1));
        client.forgetToken();

        assertThat(client.all(address)).hasSizeGreaterThan(early);
    }

    @Test
    void withoutALicence_orForCustomers_itIsRefused() {
        simulator.tenant().setPremium(Premium.FREE);
        assertThat(client.get(SIGN_INS + "?$top=1").code())
                .isEqualTo("Authentication_RequestFromNonPremiumTenantOrB2CTenant");
        assertThat(client.get("/auditLogs/directoryAudits?$top=1").status()).isEqualTo(200);

        simulator.tenant().setPremium(Premium.P1);
        assertThat(client.get(SIGN_INS + "?$top=1").status()).isEqualTo(200);
        simulator.tenant().setExternal(true);
        assertThat(client.get(SIGN_INS + "?$top=1").status()).isEqualTo(403);
    }

    @Test
    void bothLogs_shareTheirFiveCalls_andThisOneIsNeverToldFromItsBeginning() {
        assertThat(client.get(SIGN_INS + "?$orderby=createdDateTime asc").code())
                .isEqualTo("Request_UnsupportedQuery");
        for (int call = 0; call < 2; call++) {
            assertThat(client.get(SIGN_INS + "?$top=1").status()).isEqualTo(200);
            assertThat(client.get("/auditLogs/directoryAudits?$top=1").status()).isEqualTo(200);
        }
        assertThat(client.get(SIGN_INS + "?$top=1").status()).isEqualTo(429);
    }
}
