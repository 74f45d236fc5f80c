package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.TrafficCounters;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.traffic.CallCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How fast a connector reads under a limit of the simulated tenant. Time passes only on the simulator's clock, by the
 * waits for the budget and a fixed time for each call, so that a slow machine is not taken for a slow connector.
 */
@Timeout(300)
class TenantLimitTest {

    private static final int LIMIT = 3_500;
    private static final Duration ROUND_TRIP = Duration.ofMillis(200);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /** Groups with hardly any members, since what is measured is how often is asked. */
    private final EntraSimulator simulator = EntraSimulator.start(SimulatorOptions.of(new TenantShape(10, 20, 30, 1)));

    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void alone_isNeverThrottled_atNineTenthsOfThePermittedRate() {
        simulator.setTenantLimit(LIMIT);

        Run run = readFor(Duration.ofMinutes(2));

        assertThat(run.throttled).isZero();
        assertThat(run.unitsInTenSeconds()).isGreaterThan(0.9 * LIMIT);
    }

    @Test
    void besideAnotherClient_isHardlyThrottled_atNineTenthsOfWhatIsLeft() {
        simulator.setTenantLimit(LIMIT);
        simulator.setOtherClientShare(0.5);

        Run run = readFor(Duration.ofMinutes(6));

        assertThat(run.throttled).isLessThan(run.requests / 100);
        assertThat(run.unitsInTenSeconds()).isGreaterThan(0.9 * LIMIT / 2);
    }

    private record Run(long requests, long throttled, long units, Duration time) {
        double unitsInTenSeconds() {
            return units / (time.toMillis() / 10_000.0);
        }
    }

    private Run readFor(Duration time) {
        Injector connector = open();
        try {
            GraphDoor door = connector.getInstance(GraphDoor.class);
            List<RequestInformation> batch = batch(door);
            simulator.resetStats();
            Instant start = simulator.clock().instant();
            while (simulator.clock().instant().isBefore(start.plus(time))) {
                door.batch(batch);
                simulator.clock().advance(ROUND_TRIP);
            }
            Duration taken = Duration.between(start, simulator.clock().instant());
            CallCounts calls = Objects.requireNonNull(connector
                    .getInstance(TrafficCounters.class)
                    .snapshot()
                    .endpoints()
                    .get("GET /groups/{id}/transitiveMembers"));
            long granted = calls.resourceUnits() * (calls.requests() - calls.throttled()) / calls.requests();
            Run run = new Run(calls.requests(), calls.throttled(), granted, taken);
            System.out.printf("%s: %.0f units in ten seconds%n", run, run.unitsInTenSeconds());
            return run;
        } finally {
            connector.getInstance(Patience.class).close();
        }
    }

    private static List<RequestInformation> batch(GraphDoor door) {
        RawPage groups = door.read(door.requests().groups().toGetRequestInformation(request -> {
            request.queryParameters.top = 20;
            request.queryParameters.select = new String[] {"id"};
        }));
        List<String> ids = ID.matcher(new String(groups.body(), StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .map(text -> text.substring(6, text.length() - 1))
                .toList();
        assertThat(ids).hasSize(20);
        List<RequestInformation> requests = new ArrayList<>();
        ids.forEach(id -> requests.add(
                door.requests().groups().byGroupId(id).transitiveMembers().toGetRequestInformation()));
        return requests;
    }

    private Injector open() {
        EntraSettings settings = EntraSettings.from(EntraSchema.schema()
                .configure(Map.of(
                        "tenantId", simulator.tenantId(),
                        "clientId", simulator.clientId(),
                        "clientSecret", simulator.clientSecret(),
                        "graphDomain", "custom",
                        "graphUrl", simulator.url(),
                        "authorityUrl", simulator.url() + "/",
                        "trustedCertificates", simulator.caPem())));
        return Guice.createInjector(Modules.override(new HttpModule(), new AuthModule(), new GraphModule())
                .with(SimulatedTime.stopped(simulator.clock()), binder -> {
                    binder.bind(EntraSettings.class).toInstance(settings);
                    binder.bind(HostServices.class).toInstance(host);
                }));
    }
}
