package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large tenant in a small heap, undisturbed, killed and troubled; minutes long, so only with {@code -Pscale}. */
@Tag("scale")
class ScaleIT {

    private static final TenantShape LARGE = new TenantShape(100_000, 20_000, 500_000, 1);

    @Test
    void largeTenant_smallHeap_sameExportWhateverHappens(@TempDir Path folder) throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, LARGE)) {
            tenant.javaOptions("-Xmx256m");
            JsonNode stats = tenant.sync("undisturbed.db");
            System.out.printf(
                    "undisturbed: %d requests, %d resource units, peak heap %d MiB%n",
                    stats.at("/graph/total/requests").asLong(),
                    stats.at("/graph/total/resourceUnits").asLong(),
                    stats.at("/peakHeapBytes").asLong() >> 20);
            List<String> undisturbed = tenant.export("undisturbed.db");
            Map<String, JsonNode> expected =
                    ExpectedExport.of(tenant.simulator().state());
            Map<String, JsonNode> exported = ExpectedExport.read(undisturbed);
            assertThat(exported.keySet()).isEqualTo(expected.keySet());
            expected.forEach(
                    (key, record) -> assertThat(exported.get(key)).as(key).isEqualTo(record));

            assertThat(InterruptedSyncIT.exportAfterKills(tenant, 10)).isEqualTo(undisturbed);
            System.out.println("killed ten times and resumed: the same export");

            tenant.simulator().setFaults(TroubledSyncIT.TROUBLE);
            JsonNode troubled = tenant.sync("troubled.db");
            assertThat(tenant.export("troubled.db")).isEqualTo(undisturbed);
            System.out.printf(
                    "troubled: %d requests, %d of them retried: the same export%n",
                    troubled.at("/graph/total/requests").asLong(),
                    troubled.at("/graph/total/retried").asLong());
        }
    }
}
