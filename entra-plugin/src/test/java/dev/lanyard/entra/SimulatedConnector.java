package dev.lanyard.entra;

import com.google.inject.Guice;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.graph.SimulatedTime;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import java.util.Map;

/** The whole connector as the plugin opens it, but for one thing: it waits on the simulator's clock. */
public final class SimulatedConnector {

    private SimulatedConnector() {}

    /** Opens one, which the caller closes. */
    public static Connector open(EntraSimulator simulator, Map<String, String> settings, HostServices host) {
        EntraModule module = EntraPlugin.module(EntraSchema.schema().configure(settings), host);
        return Guice.createInjector(
                        Stage.PRODUCTION, Modules.override(module).with(SimulatedTime.of(simulator.clock())))
                .getInstance(EntraConnector.class);
    }
}
