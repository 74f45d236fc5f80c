package dev.lanyard.entra.provision;

import dev.lanyard.entra.SimulatedConnector;
import dev.lanyard.entra.testing.MemoryVault;
import dev.lanyard.entra.testing.SimulatorSettings;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A simulated tenant that a whole connector changes, and what has changed in it by the simulator's own account. */
public final class ChangingTenant implements AutoCloseable {

    private final EntraSimulator simulator;
    private final TestHost host = new TestHost();
    private final Map<String, String> settings;
    private final Connector connector;

    /** A small tenant. */
    public ChangingTenant() {
        this(Map.of());
    }

    /** A small tenant, and a connector with further settings. */
    public ChangingTenant(Map<String, String> further) {
        this(any -> further);
    }

    /** A small tenant, and a connector that may change what Exchange keeps. */
    public static ChangingTenant withExchange() {
        return withExchange(Map.of());
    }

    /** The same with further settings. */
    public static ChangingTenant withExchange(Map<String, String> further) {
        ChangingTenant tenant = new ChangingTenant(simulator -> {
            Map<String, String> settings = new HashMap<>(further);
            settings.put("exchangeOnline", "true");
            settings.put("exchangeUrl", simulator.url());
            return settings;
        });
        tenant.simulator.setDirectoryRoles(DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR);
        return tenant;
    }

    /** A small tenant, and a connector with further settings that depend on where it is. */
    public ChangingTenant(Function<EntraSimulator, Map<String, String>> further) {
        simulator = EntraSimulator.start(SimulatorOptions.of(TenantShape.SMALL).thatWrites());
        settings = SimulatorSettings.of(simulator);
        settings.put("settleTime", "PT2S");
        settings.putAll(further.apply(simulator));
        connector = open(host);
    }

    /** Connects a further host in the same way; the caller closes it. */
    public Connector open(TestHost other) {
        return SimulatedConnector.open(simulator, settings, other);
    }

    public EntraSimulator simulator() {
        return simulator;
    }

    public MemoryVault vault() {
        return host.vault();
    }

    public Connector connector() {
        return connector;
    }

    /** What reads would see in the end. */
    public Directory truth() {
        return simulator.tenant().current();
    }

    /** The id of the first object of a type that is as wanted. */
    public String find(ObjectType type, Predicate<DirectoryObject> wanted) {
        return all(type, wanted).findFirst().orElseThrow().id();
    }

    /** Objects of a type that are as wanted. */
    public Stream<DirectoryObject> all(ObjectType type, Predicate<DirectoryObject> wanted) {
        Directory directory = truth();
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(wanted);
    }

    /** An object as the simulator's state tells it: one line of JSON. */
    public String stateOf(DirectoryObject object) {
        return simulator.state().stream()
                .filter(line -> line.startsWith(
                        "{\"type\":\"" + object.type().graphName() + "\",\"id\":\"" + object.id() + "\""))
                .findFirst()
                .orElseThrow();
    }

    /** The object of an id, as the simulator's state tells it. */
    public String stateOf(ResourceId resource) {
        return stateOf(Objects.requireNonNull(truth().object(resource.id()), resource.text()));
    }

    /** Asks for one change under a new operation id. */
    public ChangeResult apply(Change change) {
        return apply(OperationId.random(), change);
    }

    /** Asks for one change under this operation id. */
    public ChangeResult apply(OperationId operation, Change change) {
        return connector
                .apply(List.of(new ChangeRequest(operation, change, false)))
                .get(0);
    }

    /** Asks for changes, each under a new operation id. */
    public List<Outcome> applyAll(List<? extends Change> changes) {
        return connector.apply(changes.stream().map(ChangeRequest::of).toList()).stream()
                .map(ChangeResult::outcome)
                .toList();
    }

    /** What a dry run says. */
    public Outcome dryRun(Change change) {
        return connector
                .apply(List.of(new ChangeRequest(OperationId.random(), change, true)))
                .get(0)
                .outcome();
    }

    /** Gives the application these permissions and no others. */
    public void permit(String... roles) {
        simulator.setRoles(List.of(roles));
        simulator.expireTokens();
    }

    /** How often the simulator was asked in this way, in batches or without. */
    public long requests(String endpoint) {
        return requests(endpoint::equals);
    }

    /** How many calls there were that can change something. */
    public long writes() {
        return requests(ChangingTenant::isWrite);
    }

    /** The calls that can change something, of those that there were, in batches or without. */
    public List<String> writingCalls() {
        return simulator.stats().endpoints().keySet().stream()
                .filter(ChangingTenant::isWrite)
                .toList();
    }

    private static boolean isWrite(String endpoint) {
        return !endpoint.startsWith("GET ")
                && !endpoint.endsWith("getByIds")
                && !endpoint.endsWith("$batch")
                && !endpoint.contains("login")
                && !endpoint.contains("/adminapi/Get-");
    }

    /** A product that users can have, with so many units bought. */
    public DirectoryObject product(int units) {
        DirectoryObject product = all(ObjectType.SUBSCRIBED_SKU, each -> {
                    String state = stateOf(each);
                    return state.contains("\"appliesTo\":\"User\"")
                            && state.contains("\"capabilityStatus\":\"Enabled\"");
                })
                .findFirst()
                .orElseThrow();
        simulator
                .tenant()
                .update(
                        product.id(),
                        Map.of("prepaidUnits", Map.of("enabled", units, "suspended", 0, "warning", 0, "lockedOut", 0)));
        return product;
    }

    /** The id of an application that declares no roles, so that it gives default access. */
    public String applicationWithoutRoles() {
        String application = find(ObjectType.SERVICE_PRINCIPAL, each -> true);
        simulator.tenant().update(application, Map.of("appRoles", List.of()));
        return application;
    }

    private long requests(Predicate<String> endpoints) {
        return simulator.stats().endpoints().entrySet().stream()
                .filter(endpoint -> endpoints.test(endpoint.getKey()))
                .mapToLong(endpoint -> endpoint.getValue().requests())
                .sum();
    }

    /** The lines of the simulator's state that work removed ({@code -}) and added ({@code +}), nothing left out. */
    public List<String> changesOf(Runnable work) {
        TreeSet<String> before = new TreeSet<>(simulator.state());
        work.run();
        TreeSet<String> after = new TreeSet<>(simulator.state());
        List<String> changes = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> changes.add("-" + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> changes.add("+" + line));
        return changes;
    }

    @Override
    public void close() {
        connector.close();
        simulator.close();
    }
}
