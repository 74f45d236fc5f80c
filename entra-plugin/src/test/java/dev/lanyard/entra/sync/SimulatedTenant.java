package dev.lanyard.entra.sync;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphModule;
import dev.lanyard.entra.graph.SimulatedTime;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.testing.SimulatorSettings;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.HostServices;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** A simulated tenant, and the connector's real door to it over TLS. */
final class SimulatedTenant implements AutoCloseable {

    private final EntraSimulator simulator;
    private final Injector injector;

    SimulatedTenant(TenantShape shape) {
        this(shape, Map.of("pageCacheSize", "0"), simulator -> SimulatedTime.of(simulator.clock()));
    }

    /** A tenant of which the connector caches pages. */
    static SimulatedTenant cached(TenantShape shape) {
        return new SimulatedTenant(shape, Map.of(), simulator -> SimulatedTime.of(simulator.clock()));
    }

    /** A tenant whose time passes only by what the connector waits for, and by nothing else. */
    static SimulatedTenant inItsOwnTime(TenantShape shape) {
        return new SimulatedTenant(
                shape, Map.of("pageCacheSize", "0"), simulator -> SimulatedTime.stopped(simulator.clock()));
    }

    private SimulatedTenant(TenantShape shape, Map<String, String> more, Function<EntraSimulator, Module> time) {
        simulator = EntraSimulator.start(SimulatorOptions.of(shape));
        Map<String, String> all = SimulatorSettings.of(simulator);
        all.putAll(more);
        EntraSettings settings = EntraSettings.from(EntraSchema.schema().configure(all));
        injector = Guice.createInjector(Modules.override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(EntraSettings.class).toInstance(settings);
                        bind(HostServices.class).toInstance(new TestHost());
                        install(new HttpModule());
                        install(new AuthModule());
                        install(new GraphModule());
                    }
                })
                .with(time.apply(simulator)));
    }

    GraphDoor door() {
        return injector.getInstance(GraphDoor.class);
    }

    EntraSimulator simulator() {
        return simulator;
    }

    Tenant tenant() {
        return simulator.tenant();
    }

    /** The ids of all objects of a type, in Graph's order. */
    List<String> ids(ObjectType type) {
        Directory directory = tenant().current();
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .map(DirectoryObject::id)
                .toList();
    }

    /** The id of the first object of a type of which a property has a value, as JSON; empty for one that it lacks. */
    String first(ObjectType type, String property, String json) {
        return ids(type).stream()
                .filter(id -> json(id, type.properties().get(property)).equals(json))
                .findFirst()
                .orElseThrow();
    }

    private String json(String id, Property property) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        Objects.requireNonNull(tenant().current().object(id)).writeValue(property, value);
        return value.toString(StandardCharsets.UTF_8);
    }

    /** Whether an object has a property. */
    boolean has(String id, String property) {
        DirectoryObject object = Objects.requireNonNull(tenant().current().object(id));
        return object.isSet(object.type().properties().get(property));
    }

    /** Takes everyone out of an application. */
    void withoutAssignments(String servicePrincipal) {
        for (String assignment : ids(ObjectType.APP_ROLE_ASSIGNMENT)) {
            if (servicePrincipal.equals(
                    Objects.requireNonNull(tenant().current().object(assignment))
                            .text("resourceId"))) {
                tenant().removeAppRoleAssignment(assignment);
            }
        }
    }

    /** Lets the connector do this and nothing else. */
    void permit(String... permissions) {
        simulator.setRoles(List.of(permissions));
        simulator.expireTokens();
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
