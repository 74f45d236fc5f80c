package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that is killed, again and again, ends as one that was left alone. */
class InterruptedSyncIT {

    @Test
    void killedAndResumed_exportIsTheSameToTheByte(@TempDir Path folder) throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, new TenantShape(4_000, 600, 12_000, 23))) {
            tenant.sync("undisturbed.db");
            List<String> undisturbed = tenant.export("undisturbed.db");
            // Slow enough for the kills to fall between pages.
            tenant.simulator().setFaults(Fault.delay("*", 150));

            assertThat(exportAfterKills(tenant, 3)).isEqualTo(undisturbed);
        }
    }

    /** Kills a sync so many times at random moments, lets it end, and answers what it exports. */
    static List<String> exportAfterKills(ConnectedTenant tenant, int kills) throws Exception {
        tenant.simulator().resetStats();
        tenant.sync("measure.db");
        long requests = tenant.simulator().stats().total().requests();
        long check = requestsOfACheck(tenant);
        Random random = new Random(42);
        long share = (requests - check) / (kills + 1);
        for (int kill = 0; kill < kills; kill++) {
            tenant.simulator().resetStats();
            LanyardCommand.Running running =
                    tenant.lanyard().start("sync", "--config", "tenant.properties", "--store", "killed.db");
            // Behind the check, in which nothing is read that could be resumed, and some pages, of which one is kept.
            long after = check + share / 2 + random.nextLong(1 + share / 2);
            while (running.process().isAlive()
                    && tenant.simulator().stats().total().requests() < after) {
                running.process().waitFor(5 + random.nextInt(20), TimeUnit.MILLISECONDS);
            }
            assertThat(running.process().isAlive())
                    .as("the sync is still under way")
                    .isTrue();
            running.kill();
        }
        tenant.simulator().resetStats();
        tenant.sync("killed.db");
        assertThat(tenant.simulator().stats().total().requests())
                .as("a resumed sync does not begin anew")
                .isLessThan(requests);
        return tenant.export("killed.db");
    }

    private static long requestsOfACheck(ConnectedTenant tenant) throws Exception {
        tenant.simulator().resetStats();
        tenant.lanyard().run("check", "--config", "tenant.properties");
        return tenant.simulator().stats().total().requests();
    }
}
