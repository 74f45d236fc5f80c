package dev.lanyard.entra.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.SampleChanges.Sample;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of change, and everything that can come between the connector and Graph: the whole state of the simulator
 * differs by the same lines, but for new ids, times and secrets.
 */
class EveryChangeTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final Pattern HINT = Pattern.compile("\"hint\":\"[^\"]*\"");
    private static final Duration LAG = Duration.ofSeconds(5);

    /** Here one waits for reads, while there is other work to do. */
    private final ExecutorService beside = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        beside.shutdownNow();
    }

    static Stream<Sample> samples() {
        return SampleChanges.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameHappens_whateverComesBetween(Sample sample) throws Exception {
        Future<List<String>> lagging = beside.submit(() -> withReadsThatLag(sample));
        List<String> effect = new ArrayList<>();
        List<String> writes = new ArrayList<>();
        try (ChangingTenant tenant = tenant()) {
            Change change = sample.in().apply(tenant);
            OperationId operation = OperationId.random();
            effect.addAll(effect(tenant, operation, change, Outcome.Changed.class));
            writes.addAll(tenant.writingCalls());
            // A connector may remember by its operation that it has made something, or find that it is there.
            Class<? extends Outcome> again =
                    change instanceof Change.CreateResource ? Outcome.class : Outcome.AlreadySo.class;
            assertThat(effect(tenant, operation, change, again))
                    .as("asked for again")
                    .isEmpty();
        }
        assertThat(effect).isNotEmpty();
        assertThat(writes).isNotEmpty();
        for (String call : writes) {
            for (Fault fault : List.of(
                    Fault.of(call, Fault.Kind.DROP_AFTER), Fault.of(call, Fault.Kind.DROP), Fault.throttle(call, 1))) {
                try (ChangingTenant tenant = tenant()) {
                    Change change = sample.in().apply(tenant);
                    tenant.simulator().setFaults(fault.times(1));
                    assertThat(effect(tenant, OperationId.random(), change, Outcome.Changed.class))
                            .as("%s at %s", fault.kind(), call)
                            .isEqualTo(effect);
                }
            }
        }
        assertThat(withoutPermission(sample)).as("without permission").isEmpty();
        assertThat(lagging.get()).as("with reads that lag").isEqualTo(effect);
    }

    private static List<String> withoutPermission(Sample sample) {
        try (ChangingTenant tenant = tenant()) {
            Change change = sample.in().apply(tenant);
            tenant.permit("Directory.Read.All", "RoleManagement.Read.All", "PrivilegedAccess.Read.AzureADGroup");
            return normal(tenant.changesOf(() -> assertThat(tenant.apply(change).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION))));
        }
    }

    private static List<String> withReadsThatLag(Sample sample) {
        try (ChangingTenant tenant = tenant()) {
            Change change = sample.in().apply(tenant);
            tenant.simulator().clock().advance(LAG.multipliedBy(2));
            tenant.simulator().setReadLag(LAG);
            return effect(tenant, OperationId.random(), change, Outcome.Changed.class);
        }
    }

    private static ChangingTenant tenant() {
        ChangingTenant tenant = ChangingTenant.withExchange(Map.of("settleTime", "PT15S"));
        tenant.simulator()
                .setDirectoryRoles(DirectoryRole.GLOBAL_ADMINISTRATOR, DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR);
        return tenant;
    }

    /** What differs in the simulator's state afterwards. */
    private static List<String> effect(
            ChangingTenant tenant, OperationId operation, Change change, Class<? extends Outcome> outcome) {
        return normal(tenant.changesOf(
                () -> assertThat(tenant.apply(operation, change).outcome()).isInstanceOf(outcome)));
    }

    /** These differ from tenant to tenant. */
    private static List<String> normal(List<String> changes) {
        return changes.stream()
                .map(line -> ID.matcher(line).replaceAll("ID"))
                .map(line -> TIME.matcher(line).replaceAll("TIME"))
                .map(line -> HINT.matcher(line).replaceAll("HINT"))
                .sorted()
                .toList();
    }
}
