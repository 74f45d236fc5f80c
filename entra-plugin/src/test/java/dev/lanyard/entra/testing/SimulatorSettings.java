package dev.lanyard.entra.testing;

import dev.lanyard.simulator.EntraSimulator;
import java.util.HashMap;
import java.util.Map;

/** What a connector has to be told to find a simulator and sign in there by client secret. */
public final class SimulatorSettings {

    private SimulatorSettings() {}

    /** The settings by name; the caller may add to them and change them. */
    public static Map<String, String> of(EntraSimulator simulator) {
        return new HashMap<>(Map.of(
                "tenantId", simulator.tenantId(),
                "clientId", simulator.clientId(),
                "clientSecret", simulator.clientSecret(),
                "graphDomain", "custom",
                "graphUrl", simulator.url(),
                "authorityUrl", simulator.url() + "/",
                "trustedCertificates", simulator.caPem()));
    }
}
