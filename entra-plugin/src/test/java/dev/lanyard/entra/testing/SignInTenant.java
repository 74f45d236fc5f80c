package dev.lanyard.entra.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A simulated tenant with a few accounts, to be signed in to in every way. */
public final class SignInTenant implements AutoCloseable {

    private static final int ACCOUNTS = 30;

    private final EntraSimulator simulator =
            EntraSimulator.start(SimulatorOptions.of(new TenantShape(ACCOUNTS, 2, 4, 3)));
    private final TestHost host = new TestHost();

    /** The tenant's side. */
    public EntraSimulator simulator() {
        return simulator;
    }

    /** The host's side. */
    public TestHost host() {
        return host;
    }

    /** The way to sign in, and whither. */
    public Map<String, String> settings(Map<String, String> way) {
        Map<String, String> settings = new HashMap<>(way);
        if (!settings.getOrDefault("signIn", "").equals("managed-identity")) {
            settings.putIfAbsent("clientId", simulator.clientId());
        }
        settings.put("tenantId", settings.getOrDefault("tenantId", simulator.tenantId()));
        settings.put("graphDomain", "custom");
        settings.put("graphUrl", simulator.url());
        settings.put("authorityUrl", simulator.url());
        settings.put("trustedCertificates", simulator.caPem());
        return settings;
    }

    /** A connector that signs in this way. */
    public Connector open(Map<String, String> way) {
        return new EntraPlugin().open(config(way), host);
    }

    /** The way for an administrator to sign in. */
    public OAuthFlow flow(Map<String, String> way) {
        return new EntraPlugin().oauthFlow(config(way), host).orElseThrow();
    }

    /** A sound configuration. */
    public ConnectorConfig config(Map<String, String> way) {
        return EntraSchema.schema().configure(settings(way));
    }

    /** Signs in, and reads every account. */
    public void assertWorks(Map<String, String> way) {
        try (Connector connector = open(way)) {
            assertReads(connector);
        }
    }

    /** Reads every account. */
    public void assertReads(Connector connector) {
        int records = 0;
        for (SyncPartition partition : connector.plan(SyncRequest.full(Set.of("accounts")))) {
            Cursor cursor = Cursor.start();
            while (true) {
                SyncPage page = connector.read(partition, cursor);
                records += page.records().size();
                if (!(page.next() instanceof NextStep.More more)) {
                    break;
                }
                cursor = more.cursor();
            }
        }
        assertThat(records).isGreaterThanOrEqualTo(ACCOUNTS);
    }

    /** Signs in, and fails; a check says the same of every stream, and nothing of it is secret. */
    public ConnectorException failure(Map<String, String> way, String... secrets) {
        try (Connector connector = open(way)) {
            ConnectorException failure = catchThrowableOfType(ConnectorException.class, () -> assertReads(connector));
            assertThat(failure).isNotNull();
            List<CapabilityStatus> statuses = connector.check().capabilities();
            assertThat(statuses)
                    .isNotEmpty()
                    .allSatisfy(status ->
                            assertThat(status.findings().get(0).message()).isEqualTo(failure.getMessage()));
            for (String secret : secrets) {
                assertThat(failure.getMessage() + failure.remedy()).doesNotContain(secret);
            }
            return failure;
        }
    }

    /** Puts everything as it was, as far as it can be. */
    public void calm() {
        simulator.setFaults();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
