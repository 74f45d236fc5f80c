package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplicationsStreamTest {

    private static final String STREAM = "applications";
    private static final String ROLE = "00000000-0000-0000-0000-000000000000";

    private final ScriptedDoor door = new ScriptedDoor().onLast("directoryAudits", "");

    @Test
    void longListOfAssignments_isReadPageByPage_andNoPageHoldsItAll() {
        door.onLast("$expand=owners", "")
                .onLast("/servicePrincipals?", application("p", assignments(1, 20)))
                .onPage("/servicePrincipals/p/appRoleAssignedTo", "/p2", assignments(1, 3))
                .onPage("/p2", "/p3", assignments(4, 6))
                .onLast("/p3", assignments(7, 7))
                .on("/servicePrincipals/p?", application("p", ""));

        List<SyncPage> pages = Reading.pages(Reading.streams(door), STREAM, 999);

        assertThat(Reading.held(pages).keySet())
                .containsAll(IntStream.rangeClosed(1, 7)
                        .mapToObj(number -> "service-principal/p#default-access@user/u" + number)
                        .toList())
                .hasSize(3 + 7);
        assertThat(pages).allSatisfy(page -> assertThat(page.records()).hasSizeLessThanOrEqualTo(4));
    }

    @Test
    void applicationThatGoesWhileItsListIsRead_isCounted() {
        door.onLast("$expand=owners", "{\"id\":\"o\",\"owners\":[" + users(1, 20) + "]}")
                .onLast("/servicePrincipals?", application("p", assignments(1, 20)))
                .onPage("/servicePrincipals/p/appRoleAssignedTo", "/p2", assignments(1, 1))
                .on("/p2", "404")
                .on("/servicePrincipals/p?", application("p", ""))
                .on("/servicePrincipals/o/owners", "404");

        List<SyncPage> pages = Reading.pages(Reading.streams(door), STREAM, 999);

        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("service-principal/p", "gone", "the application is not there any more"),
                        new SkippedRow("service-principal/o", "gone", "the application is not there any more"));
    }

    @Test
    void manyApplicationsThatTheAuditLogNames_areReadOnSeveralPages() {
        door.onLast("$expand=owners", "").onLast("/servicePrincipals?", "").onLast("/now", "");
        SyncStreams streams = Reading.streams(door);
        List<SyncPage> before = Reading.pages(streams, STREAM, 999);
        List<String> changed =
                IntStream.rangeClosed(1, 700).mapToObj(number -> "p" + number).toList();
        door.onFirst(
                        "directoryAudits",
                        "{\"value\":["
                                + changed.stream()
                                        .map(ApplicationsStreamTest::assigned)
                                        .collect(Collectors.joining(","))
                                + "]}")
                .onFirst("id in (", "{\"value\":[]}")
                .onFirst("'p699'", "{\"value\":[" + application("p699", "") + "]}");

        List<SyncPage> pages = Reading.changes(streams, STREAM, before);

        assertThat(pages).hasSize(3);
        assertThat(Reading.held(pages)).containsKey("service-principal/p699");
        assertThat(door.asked)
                .filteredOn(asked -> asked.contains("directoryAudits"))
                .hasSize(2);
        assertThat(door.asked).anyMatch(asked -> asked.contains("'p1'")).anyMatch(asked -> asked.contains("'p301'"));
    }

    @Test
    void whoIsRestored_isBackInAllThatTheyAreAssignedTo_andAllThatTheyOwn() {
        try (SimulatedTenant simulated = new SimulatedTenant(TenantShape.SMALL)) {
            Tenant tenant = simulated.tenant();
            SyncStreams streams = Reading.streams(
                    simulated.door(), simulated.simulator().clock().withZone(ZoneOffset.UTC));
            String owner = simulated.ids(ObjectType.USER).get(5);
            List<String> applications = simulated.ids(ObjectType.SERVICE_PRINCIPAL);
            tenant.addOwner(applications.get(2), owner);
            // So that this itself is no reason to read the application anew.
            simulated.simulator().clock().advance(Duration.ofHours(2));
            String owned = "service-principal/" + applications.get(2) + "#owner@user/" + owner;
            List<SyncPage> pages = Reading.pages(streams, STREAM, 999);
            Map<String, SyncRecord> held = Reading.held(pages);
            assertThat(held).containsKey(owned);
            tenant.delete(owner, false);
            pages = Reading.changes(streams, STREAM, pages);
            held = Reading.changed(held, pages);
            // The accounts' stream takes back what is held by someone who is gone.
            held.keySet().removeIf(key -> key.endsWith("@user/" + owner));

            tenant.restore(owner);
            held = Reading.changed(held, Reading.changes(streams, STREAM, pages));

            assertThat(held).containsKey(owned).isEqualTo(Reading.held(Reading.pages(streams, STREAM, 999)));
        }
    }

    @Test
    void cursorOfAnotherKind_isRefused() {
        SyncStreams streams = Reading.streams(door);
        SyncPartition partition =
                streams.plan(new SyncRequest(Set.of(STREAM), List.of(), 999)).get(0);

        for (String pending : List.of("assigned", "rented p", "owned  x")) {
            Cursor cursor = new Cursor("{\"way\":\"applications\",\"pending\":[\"" + pending + "\"]}");

            assertThatThrownBy(() -> streams.read(partition, cursor)).hasMessageContaining("can be pending");
        }
    }

    private static String application(String id, String assignments) {
        return "{\"id\":\"" + id + "\",\"appRoleAssignedTo\":[" + assignments + "]}";
    }

    private static String assignments(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "{\"id\":\"a" + number + "\",\"principalId\":\"u" + number
                        + "\",\"principalType\":\"User\",\"appRoleId\":\"" + ROLE + "\"}")
                .collect(Collectors.joining(","));
    }

    private static String users(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"u" + number + "\"}")
                .collect(Collectors.joining(","));
    }

    private static String assigned(String application) {
        return "{\"id\":\"" + application + "\",\"activityDateTime\":\"2026-01-01T00:00:00Z\",\"activityDisplayName\":"
                + "\"Add app role assignment grant to user\",\"targetResources\":[{\"id\":\"" + application
                + "\",\"type\":\"ServicePrincipal\"}]}";
    }
}
