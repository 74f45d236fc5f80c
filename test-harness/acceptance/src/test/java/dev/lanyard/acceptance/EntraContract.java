package dev.lanyard.acceptance;

import dev.lanyard.contract.ConnectorContractTest;
import dev.lanyard.contract.bed.HttpTestBed;
import dev.lanyard.contract.trial.Subject;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.TenantShape;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The packed connector keeps the rules that any connector must keep; each part of them in a tenant of its own. */
abstract class EntraContract extends ConnectorContractTest {

    @SuppressWarnings("NullAway.Init") // Set before any test.
    private static EntraSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = EntraSimulator.start(
                SimulatorOptions.of(new TenantShape(90, 40, 250, 19)).thatWrites());
        simulator.setDirectoryRoles(DirectoryRole.USER_ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    /** Rules that are tried side by side with others, since much of a trial is waiting. */
    enum Part {
        READING(101, 399),
        CHANGING(401, 499),
        TROUBLE(501, 699),
        EVENTS(701, 799);

        private final int first;
        private final int last;

        Part(int first, int last) {
            this.first = first;
            this.last = last;
        }

        boolean has(int number) {
            return number >= first && number <= last;
        }
    }

    private final Part part;

    EntraContract(Part part) {
        this.part = part;
    }

    @Override
    protected boolean tries(int number) {
        return part.has(number);
    }

    @Override
    protected Subject subject() {
        Map<String, String> settings = Map.of(
                "settleTime", "PT5S",
                "tenantId", simulator.tenantId(),
                "clientId", simulator.clientId(),
                "clientSecret", simulator.clientSecret(),
                "graphDomain", "custom",
                "graphUrl", simulator.url(),
                "authorityUrl", simulator.url() + "/",
                "trustedCertificates", simulator.caPem());
        return Subject.of(House.CONNECTOR_JAR, settings)
                .withOtherSettings(withoutGuests(settings))
                .withChanges(EntraChanges.samples(simulator))
                .withTestBed(HttpTestBed.trusting(URI.create(simulator.url()), simulator.caPem()))
                .withPageSize(20);
    }

    private static Map<String, String> withoutGuests(Map<String, String> settings) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put("includeGuests", "false");
        return changed;
    }
}
