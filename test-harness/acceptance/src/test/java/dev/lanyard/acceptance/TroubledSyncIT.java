package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that fails now and then costs time, but no record. */
class TroubledSyncIT {

    /** On every endpoint, the login included. */
    static final Fault[] TROUBLE = {
        Fault.throttle("*", 1).withProbability(0.05),
        Fault.status("*", 503).withProbability(0.02),
        Fault.of("*", Fault.Kind.DROP).withProbability(0.01),
        Fault.of("*", Fault.Kind.TRUNCATE).withProbability(0.01)
    };

    @Test
    void throttledFailingDroppingAndTruncating_exportIsTheSame(@TempDir Path folder) throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, new TenantShape(6_000, 1_500, 30_000, 31))) {
            tenant.sync("calm.db");
            List<String> calm = tenant.export("calm.db");

            tenant.simulator().setFaults(TROUBLE);
            JsonNode stats = tenant.sync("troubled.db");

            assertThat(stats.at("/graph/total/retried").asLong()).isPositive();
            assertThat(tenant.export("troubled.db")).isEqualTo(calm);
        }
    }
}
