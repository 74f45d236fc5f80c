package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.SyncPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups of a simulated tenant whose settings and contents change. */
class GroupChangesTest {

    private static final String SYNCED = "onPremisesSyncEnabled";

    static List<Map<String, String>> settings() {
        return List.of(
                Map.of(),
                Map.of("includeDeleted", "true"),
                Map.of("skipOnPremisesGroups", "true"),
                Map.of("skipOnPremisesGroups", "true", "keepOnPremisesMembers", "true"),
                Map.of("skipOnPremisesGroups", "true", "includeDeleted", "true"));
    }

    /** Compares key by key, so that a failure tells what differs and not what there is. */
    private static void assertSame(Map<String, SyncRecord> held, Map<String, SyncRecord> expected) {
        Map<String, String> differences = new TreeMap<>();
        held.forEach((key, found) -> {
            if (!found.equals(expected.get(key))) {
                differences.put(key, found + " is " + expected.get(key));
            }
        });
        expected.keySet().stream()
                .filter(key -> !held.containsKey(key))
                .forEach(key -> differences.put(key, "is missing"));
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void fullThenChangesThenIncremental_equalsFull(Map<String, String> settings) {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(150, 60, 1500, 11))) {
            SyncStreams streams = Reading.streams(tenant.door(), settings);
            List<SyncPage> pages = Reading.pages(streams, "groups", 999);
            Map<String, SyncRecord> held = Reading.held(pages);
            RandomChanges changes = new RandomChanges(tenant.simulator().tenant(), 5);
            SplittableRandom random = new SplittableRandom(7);
            for (int round = 0; round < 4; round++) {
                changes.make(150);
                moveBetweenCloudAndOnPremises(tenant.simulator().tenant(), random);
                pages = Reading.changes(streams, "groups", pages);
                held = Reading.changed(held, pages);
                removeHoldingsOfTheDead(held, tenant.simulator().tenant().current());

                Map<String, SyncRecord> fresh = Reading.held(Reading.pages(streams, "groups", 999));
                assertSame(held, fresh);
            }
        }
    }

    /**
     * Takes back what is held by those who are gone, as the streams that read them do. A group that was deleted and
     * restored since the last sync says nothing of a member who went for good meanwhile.
     */
    private static void removeHoldingsOfTheDead(Map<String, SyncRecord> held, Directory directory) {
        held.values()
                .removeIf(found -> found instanceof Grant grant
                        && directory.object(grant.key().principal().id()) == null);
    }

    private static void moveBetweenCloudAndOnPremises(Tenant tenant, SplittableRandom random) {
        List<DirectoryObject> groups = groups(tenant.current());
        for (int time = 0; time < 8; time++) {
            String group = groups.get(random.nextInt(groups.size())).id();
            Map<String, Object> value = new HashMap<>();
            value.put(SYNCED, List.of(true, false, "unset").get(random.nextInt(3)));
            value.replaceAll((name, any) -> any.equals("unset") ? null : any);
            tenant.update(group, value);
        }
    }

    private static List<DirectoryObject> groups(Directory directory) {
        return IntStream.of(directory.slots(ObjectType.GROUP))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyWay_andPageSize_leavesOutTheSame(Map<String, String> settings) {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(100, 40, 600, 12))) {
            new RandomChanges(tenant.simulator().tenant(), 5).make(200);
            GraphDoor door = tenant.door();
            List<SyncPage> byDelta = Reading.pages(Reading.streams(door, settings), "groups", 999);
            Map<String, SyncRecord> expected = Reading.held(byDelta);

            for (List<String> refused : List.of(List.of("delta"), List.of("delta", "members("))) {
                for (int pageSize : List.of(999, 1)) {
                    List<SyncPage> pages = Reading.pages(
                            Reading.streams(new RefusingDoor(door, refused), settings), "groups", pageSize);
                    assertSame(Reading.held(pages), expected);
                    assertThat(skipped(pages)).isEqualTo(skipped(byDelta));
                }
            }
        }
    }

    private static Set<String> skipped(List<SyncPage> pages) {
        List<String> all = pages.stream()
                .flatMap(page -> page.skipped().stream())
                .map(row -> row.reason() + " " + row.subject())
                .filter(text -> !text.startsWith("hidden"))
                .toList();
        return Set.copyOf(all);
    }

    @Test
    void skippedGroups_areThoseOfTheTenant() {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(150, 60, 1500, 13))) {
            List<SyncPage> pages = Reading.pages(
                    Reading.streams(tenant.door(), Map.of("skipOnPremisesGroups", "true")), "groups", 999);

            List<DirectoryObject> groups = groups(tenant.simulator().tenant().current());
            List<String> synced = groups.stream()
                    .filter(group -> group.isSet(ObjectType.GROUP.properties().get(SYNCED)))
                    .map(group -> "on-premises-group group/" + group.id())
                    .toList();
            assertThat(synced).isNotEmpty().hasSizeLessThan(groups.size());
            assertThat(skipped(pages)).containsAll(synced).anyMatch(row -> row.startsWith("on-premises-member "));
            assertThat(pages.stream().flatMap(page -> page.skipped().stream()))
                    .filteredOn(row -> row.reason().equals("on-premises-group"))
                    .hasSameSizeAs(synced);
        }
    }

    @Test
    void withoutPermissionToLookUp_membersAreKept() {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(100, 40, 600, 14))) {
            tenant.simulator().setRoles(List.of("User.Read.All", "GroupMember.Read.All", "Member.Read.Hidden"));
            List<SyncPage> without = Reading.pages(
                    Reading.streams(tenant.door(), Map.of("skipOnPremisesGroups", "true")), "groups", 999);

            assertThat(without).flatExtracting(SyncPage::notices).anySatisfy(notice -> {
                assertThat(notice.code()).isEqualTo("on-premises-members-kept");
                assertThat(notice.remedy()).contains("Directory.Read.All");
            });
            Map<String, SyncRecord> kept = Reading.held(Reading.pages(
                    Reading.streams(
                            tenant.door(), Map.of("skipOnPremisesGroups", "true", "keepOnPremisesMembers", "true")),
                    "groups",
                    999));
            assertSame(Reading.held(without), kept);
        }
    }
}
