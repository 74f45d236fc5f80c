package dev.lanyard.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How another process changes the tenant, and what it has bought. */
class AdminChangesTest extends ReadingTest {

    @Test
    void settings_makeTheAuditLogLate_andTakeAwayWhatWasBought() {
        client.raw("POST", "/__lanyard/settings", "{\"auditLagMillis\":60000,\"premium\":\"P1\"}");
        List<?> before = client.get("/auditLogs/directoryAudits").value();
        client.raw("POST", "/__lanyard/changes", "{\"seed\":5,\"count\":20}");

        assertThat(client.get("/auditLogs/directoryAudits").value()).isEqualTo(before);
        assertThat(client.get("/roleManagement/directory/roleEligibilityScheduleInstances")
                        .code())
                .isEqualTo("AadPremiumLicenseRequired");
        client.raw("POST", "/__lanyard/settings", "{\"auditLagMillis\":0,\"premium\":\"P2\"}");
        assertThat(client.get("/auditLogs/directoryAudits").value()).hasSizeGreaterThan(before.size());
    }

    @Test
    void changes_areMadeAtRandom() {
        List<String> before = simulator.state();

        Reply reply = client.raw("POST", "/__lanyard/changes", "{\"seed\":3,\"count\":50}");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(simulator.state()).isNotEqualTo(before);
    }
}
