package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads a whole simulated tenant, and compares every record with what the simulator says it holds. */
class WholeTenantTest {

    private static final SimulatedTenant TENANT = new SimulatedTenant(new TenantShape(400, 200, 4_000, 7));
    private static final TenantRecords EXPECTED = TENANT.records();

    /** The tenant's directory and schema extensions of users, of every type. */
    private static final List<String> EXTENSIONS = ObjectType.USER.properties().all().stream()
            .filter(property -> property.is(Property.Trait.EXTENSION))
            .map(Property::name)
            .toList();

    private final GraphDoor door = TENANT.door();

    @BeforeEach
    void resetCounts() {
        TENANT.simulator().resetStats();
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    private static Map<String, SyncRecord> held(List<SyncPage> pages) {
        assertThat(pages).flatExtracting(SyncPage::skipped).isEmpty();
        Map<String, SyncRecord> held = new TreeMap<>();
        Reading.held(pages).forEach((key, found) -> held.put(key, TenantRecords.withoutReason(found)));
        return held;
    }

    private static ReadCost cost(List<SyncPage> pages) {
        return pages.stream().map(SyncPage::cost).reduce(ReadCost.FREE, ReadCost::plus);
    }

    private static ReadCost charged() {
        return new ReadCost(
                Math.toIntExact(TENANT.simulator().stats().total().requests()),
                TENANT.simulator().stats().total().resourceUnits());
    }

    private static void assertSame(Map<String, SyncRecord> held, Map<String, SyncRecord> expected) {
        assertThat(held.keySet()).isEqualTo(expected.keySet());
        held.forEach((key, found) -> assertThat(found).isEqualTo(expected.get(key)));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 100, 7})
    void accounts_areWhatTheTenantHolds(int pageSize) {
        List<SyncPage> pages = Reading.pages(
                Reading.streams(door, Map.of("extensionAttributes", String.join(",", EXTENSIONS))),
                "accounts",
                pageSize);

        assertThat(EXTENSIONS).hasSizeGreaterThan(4);
        assertSame(held(pages), EXPECTED.accounts());
        assertThat(cost(pages)).isEqualTo(charged());
        assertThat(pages.get(0).remaining()).hasValue(Math.max(0, 400 - pageSize));
    }

    @Test
    void groups_byDelta_areWhatTheTenantHolds() {
        List<SyncPage> pages = Reading.pages(Reading.streams(door), "groups", 999);

        assertSame(held(pages), EXPECTED.groups());
        assertThat(pages).flatExtracting(SyncPage::notices).isEmpty();
        assertThat(cost(pages)).isEqualTo(charged());
        assertThat(TENANT.simulator().stats().endpoints()).containsOnlyKeys("GET /groups", "GET /groups/delta");
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 60, 7})
    void groups_byExpand_areTheSame(int pageSize) {
        GraphDoor withoutDelta = new RefusingDoor(door, List.of("delta"));

        List<SyncPage> pages = Reading.pages(Reading.streams(withoutDelta), "groups", pageSize);

        assertSame(held(pages), EXPECTED.groups());
        assertThat(pages)
                .flatExtracting(SyncPage::notices)
                .extracting(Notice::code)
                .containsExactly("groups-without-delta");
        assertThat(cost(pages)).isEqualTo(charged());
    }

    @Test
    void groups_oneByOne_areTheSame() {
        GraphDoor withNothing = new RefusingDoor(door, List.of("delta", "members("));

        List<SyncPage> pages = Reading.pages(Reading.streams(withNothing), "groups", 999);

        assertSame(held(pages), EXPECTED.groups());
        assertThat(cost(pages)).isEqualTo(charged());
    }

    @Test
    void waysAreTriedInTheOrderOfTheirCost() {
        ReadCost delta = cost(Reading.pages(Reading.streams(door), "groups", 999));
        ReadCost expand = cost(Reading.pages(Reading.streams(new RefusingDoor(door, List.of("delta"))), "groups", 999));
        ReadCost oneByOne = cost(
                Reading.pages(Reading.streams(new RefusingDoor(door, List.of("delta", "members("))), "groups", 999));

        assertThat(delta.requests()).isLessThan(expand.requests());
        assertThat(expand.requests()).isLessThan(oneByOne.requests());
        assertThat(delta.resourceUnits()).isLessThan(expand.resourceUnits());
        assertThat(expand.resourceUnits()).isLessThan(oneByOne.resourceUnits());
    }

    @Test
    void emptyTenant_isEmpty_inEveryWay() {
        TENANT.simulator().useEmptyTenant(true);
        try {
            for (List<String> refused : List.of(List.<String>of(), List.of("delta"), List.of("delta", "members("))) {
                SyncStreams streams = Reading.streams(new RefusingDoor(door, refused));
                for (String stream : List.of("accounts", "groups")) {
                    assertThat(held(Reading.pages(streams, stream, 999))).isEmpty();
                }
            }
        } finally {
            TENANT.simulator().useEmptyTenant(false);
        }
    }
}
