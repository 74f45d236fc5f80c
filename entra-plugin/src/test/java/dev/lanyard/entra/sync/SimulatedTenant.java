package dev.lanyard.entra.sync;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphModule;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.HostServices;
import java.util.Map;

/** A simulated tenant, and the connector's real door to it over TLS. */
final class SimulatedTenant implements AutoCloseable {

    private final EntraSimulator simulator;
    private final Injector injector;

    SimulatedTenant(TenantShape shape) {
        simulator = EntraSimulator.start(SimulatorOptions.of(shape));
        EntraSettings settings = EntraSettings.from(EntraSchema.schema()
                .configure(Map.of(
                        "tenantId", simulator.tenantId(),
                        "clientId", simulator.clientId(),
                        "clientSecret", simulator.clientSecret(),
                        "graphDomain", "custom",
                        "graphUrl", simulator.url(),
                        "authorityUrl", simulator.url() + "/",
                        "trustedCertificates", simulator.caPem(),
                        "pageCacheSize", "0")));
        injector = Guice.createInjector(new AbstractModule() {
            @Override
            protected void configure() {
                bind(EntraSettings.class).toInstance(settings);
                bind(HostServices.class).toInstance(new TestHost());
                install(new HttpModule());
                install(new AuthModule());
                install(new GraphModule());
            }
        });
    }

    GraphDoor door() {
        return injector.getInstance(GraphDoor.class);
    }

    EntraSimulator simulator() {
        return simulator;
    }

    /** What the tenant holds, by the simulator's own account. */
    TenantRecords records() {
        return new TenantRecords(simulator.state());
    }

    @Override
    public void close() {
        injector.getInstance(Patience.class).close();
        simulator.close();
    }
}
