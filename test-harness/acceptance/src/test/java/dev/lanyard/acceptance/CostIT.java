package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sync of a large tenant costs, in full and after a hundred changes. */
@Tag("scale")
class CostIT {

    private static final TenantShape TENANT = new TenantShape(50_000, 10_000, 500_000, 2_000, 20_000, 5);

    @Test
    void fullAndIncremental_costWhatIsPromised(@TempDir Path folder) throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, TENANT)) {
            tenant.javaOptions("-Xmx256m");
            JsonNode fullStats = tenant.sync("tenant.db");
            Cost full = cost(fullStats);
            System.out.println("full: " + full + " " + fullStats.get("streams"));
            assertThat(full.requests()).isLessThanOrEqualTo(1_500);
            assertThat(full.units()).isLessThanOrEqualTo(5_500);

            new RandomChanges(tenant.simulator().tenant(), 1).make(100);
            JsonNode stats = tenant.sync("tenant.db");
            Cost incremental = cost(stats);
            System.out.println("after 100 changes: " + incremental + " " + stats.get("streams"));
            assertThat(stats.get("read").asText()).isEqualTo("changes");
            assertThat(incremental.requests()).isLessThanOrEqualTo(40);
        }
    }

    private record Cost(long requests, long units, long throttled) {}

    /** What was read, without the check that goes before: the sum over the streams. */
    private static Cost cost(JsonNode stats) {
        long requests = 0;
        long units = 0;
        for (JsonNode stream : stats.get("streams")) {
            requests += stream.get("requests").asLong();
            units += stream.get("resourceUnits").asLong();
        }
        return new Cost(requests, units, stats.at("/graph/total/throttled").asLong());
    }
}
