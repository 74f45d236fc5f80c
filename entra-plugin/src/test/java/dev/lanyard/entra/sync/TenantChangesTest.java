package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a simulated tenant's delta queries tell, one kind of change at a time, against a fresh full read. */
class TenantChangesTest {

    static List<Arguments> followed() {
        Map<String, String> deleted = Map.of("includeDeleted", "true");
        return List.of(
                Arguments.of("accounts", ObjectType.USER, Map.of()),
                Arguments.of("accounts", ObjectType.USER, deleted),
                Arguments.of("groups", ObjectType.GROUP, Map.of()),
                Arguments.of("groups", ObjectType.GROUP, deleted),
                Arguments.of("applications", ObjectType.SERVICE_PRINCIPAL, Map.of()),
                Arguments.of("managed-identities", ObjectType.SERVICE_PRINCIPAL, Map.of()));
    }

    /** An entry that comes after its object's removal may be older: what went stays gone, also in the next sync. */
    @ParameterizedTest
    @MethodSource("followed")
    void whatWentForAWhileForGoodOrAfterAChange_isGone_andWhatCameBackIsThere(
            String stream, ObjectType type, Map<String, String> settings) {
        try (SimulatedTenant simulated = new SimulatedTenant(new TenantShape(80, 60, 300, 90, 120, 31))) {
            SyncStreams streams = Reading.streams(simulated.door(), settings);
            List<SyncPage> pages = Reading.pages(streams, stream, 999);
            Map<String, SyncRecord> held = Reading.held(pages);
            Tenant tenant = simulated.simulator().tenant();
            List<String> ids = objects(tenant.current(), type, object -> isOf(stream, object));
            tenant.rename(ids.get(0), "Renamed");
            tenant.delete(ids.get(1), false);
            tenant.delete(ids.get(2), true);
            tenant.rename(ids.get(3), "Going for good");
            tenant.delete(ids.get(3), true);
            tenant.delete(ids.get(4), false);
            tenant.restore(ids.get(4));
            List<String> going = ids.subList(5, 9);
            for (String id : going) {
                tenant.rename(id, "Going");
                tenant.delete(id, false);
            }

            for (int time = 0; time < 2; time++) {
                pages = Reading.changes(streams, stream, pages);
                held = Reading.changed(held, pages);
                removeHoldingsOfTheDead(held, tenant.current());

                assertThat(held).isEqualTo(fresh(streams, stream));
            }
            String found = String.join(" ", held.keySet());
            assertThat(found).contains(ids.get(0), ids.get(4)).doesNotContain(ids.get(2), ids.get(3));
            if (settings.isEmpty()) {
                assertThat(found).doesNotContain(ids.get(1)).doesNotContain(going);
            } else {
                assertThat(found).contains(ids.get(1)).contains(going);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"accounts, USER", "groups, GROUP"})
    void manyThatWereDeleted_areReadInOneRequest(String stream, ObjectType type) {
        try (SimulatedTenant simulated = new SimulatedTenant(new TenantShape(60, 60, 100, 32))) {
            SyncStreams streams = Reading.streams(simulated.door(), Map.of("includeDeleted", "true"));
            List<SyncPage> before = Reading.pages(streams, stream, 999);
            List<String> gone = simulated.ids(type).subList(0, 20);
            gone.forEach(id -> simulated.tenant().delete(id, false));

            List<SyncPage> changes = Reading.changes(streams, stream, before);

            assertThat(Reading.held(changes).keySet())
                    .containsAll(gone.stream()
                            .map(id -> type.name().toLowerCase(Locale.ROOT) + "/" + id)
                            .toList());
            // One for the changes themselves, one for what has changed besides, one for the deleted.
            assertThat(changes.stream()
                            .mapToLong(page -> page.cost().requests())
                            .sum())
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void linksThatWent_areTakenBack() {
        try (SimulatedTenant simulated = new SimulatedTenant(new TenantShape(80, 30, 300, 32))) {
            SyncStreams streams = Reading.streams(simulated.door(), Map.of());
            Tenant tenant = simulated.simulator().tenant();
            List<String> users = objects(tenant.current(), ObjectType.USER, any -> true);
            String group = securityGroup(tenant);
            tenant.addMember(group, users.get(0));
            tenant.addOwner(group, users.get(1));
            tenant.setManager(users.get(2), users.get(3));
            List<SyncPage> groups = Reading.pages(streams, "groups", 999);
            List<SyncPage> accounts = Reading.pages(streams, "accounts", 999);

            tenant.removeMember(group, users.get(0));
            tenant.removeOwner(group, users.get(1));
            tenant.setManager(users.get(2), null);
            List<SyncPage> groupChanges = Reading.changes(streams, "groups", groups);
            List<SyncPage> accountChanges = Reading.changes(streams, "accounts", accounts);

            assertThat(removals(groupChanges))
                    .containsOnly(
                            "group/" + group + "#member@user/" + users.get(0),
                            "group/" + group + "#owner@user/" + users.get(1));
            assertThat(Reading.changed(Reading.held(groups), groupChanges)).isEqualTo(fresh(streams, "groups"));
            assertThat(Reading.changed(Reading.held(accounts), accountChanges)).isEqualTo(fresh(streams, "accounts"));
        }
    }

    @Test
    void firstRound_namesWhatIsGone_whichIsNoMoreThanARemoval() {
        try (SimulatedTenant simulated = new SimulatedTenant(new TenantShape(80, 60, 300, 33))) {
            List<SyncPage> pages = Reading.pages(Reading.streams(simulated.door()), "groups", 999);

            assertThat(removals(pages))
                    .anyMatch(key -> key.matches("group/[^#]*"))
                    .anyMatch(key -> key.matches("group/.*#member@user/.*"));
            assertThat(Reading.held(pages).keySet())
                    .isEqualTo(simulated.records().groups().keySet());
        }
    }

    @Test
    void groupWhoseMembersSpanPages_isWhole_andSoAreItsChanges() {
        try (SimulatedTenant simulated = new SimulatedTenant(new TenantShape(1_300, 30, 300, 34))) {
            SyncStreams streams = Reading.streams(simulated.door(), Map.of());
            Tenant tenant = simulated.simulator().tenant();
            String group = securityGroup(tenant);
            List<String> users = objects(tenant.current(), ObjectType.USER, any -> true);
            tenant.change(edit ->
                    users.subList(0, 1_200).forEach(user -> edit.links().add(Link.MEMBERS, group, user)));

            List<SyncPage> pages = Reading.pages(streams, "groups", 999);

            Map<String, SyncRecord> held = Reading.held(pages);
            assertThat(pages.stream().filter(page -> names(page, group))).hasSizeGreaterThan(2);
            assertThat(held.keySet()).isEqualTo(simulated.records().groups().keySet());

            users.subList(0, 90).forEach(user -> tenant.removeMember(group, user));
            users.subList(1_210, 1_300).forEach(user -> tenant.addMember(group, user));
            tenant.rename(group, "Crowded");
            Map<String, SyncRecord> changed = Reading.changed(held, Reading.changes(streams, "groups", pages));
            assertThat(changed).isNotEqualTo(held).isEqualTo(fresh(streams, "groups"));
        }
    }

    @ParameterizedTest
    @CsvSource({"accounts, 20", "groups, 999", "applications, 20", "managed-identities, 20"})
    void changeDuringTheFullRun_isInItOrInTheNext(String stream, int pageSize) {
        try (SimulatedTenant simulated = new SimulatedTenant(new TenantShape(200, 400, 3_000, 120, 400, 35))) {
            SyncStreams streams = Reading.streams(simulated.door(), Map.of());
            RandomChanges changes = new RandomChanges(simulated.simulator().tenant(), 5);
            SyncPartition partition = streams.plan(new SyncRequest(Set.of(stream), List.of(), pageSize))
                    .get(0);
            List<SyncPage> pages = new ArrayList<>();
            pages.add(streams.read(partition, Cursor.start()));
            while (pages.get(pages.size() - 1).next() instanceof NextStep.More more) {
                changes.make(5);
                pages.add(streams.read(partition, more.cursor()));
            }
            assertThat(pages).hasSizeGreaterThan(3);

            Map<String, SyncRecord> held =
                    Reading.changed(Reading.held(pages), Reading.changes(streams, stream, pages));

            removeHoldingsOfTheDead(held, simulated.simulator().tenant().current());
            assertThat(held).isEqualTo(fresh(streams, stream));
        }
    }

    /** Another stream may have read the same list before, and left its pages in the cache. */
    @ParameterizedTest
    @ValueSource(strings = {"applications", "managed-identities"})
    void changeBeforeTheRun_butAfterAnotherStreamsPages_isInItOrInTheNext(String stream) {
        try (SimulatedTenant simulated = SimulatedTenant.cached(TenantShape.SMALL)) {
            SyncStreams streams = Reading.streams(simulated.door());
            Map<String, SyncPartition> planned = new HashMap<>();
            streams.plan(new SyncRequest(Set.of("credentials", stream), List.of(), 999))
                    .forEach(partition -> planned.put(partition.stream(), partition));
            Reading.pages(streams::read, Objects.requireNonNull(planned.get("credentials")));
            List<String> principals = simulated.ids(ObjectType.SERVICE_PRINCIPAL);
            principals.forEach(id -> simulated.tenant().rename(id, "Renamed"));

            List<SyncPage> pages = Reading.pages(streams::read, Objects.requireNonNull(planned.get(stream)));
            Map<String, SyncRecord> held =
                    Reading.changed(Reading.held(pages), Reading.changes(streams, stream, pages));

            assertThat(held).isEqualTo(fresh(streams, stream));
        }
    }

    /** Takes back what is held by those who are gone, as the streams that read them do. */
    private static void removeHoldingsOfTheDead(Map<String, SyncRecord> held, Directory directory) {
        held.values()
                .removeIf(found -> found instanceof Grant grant
                        && directory.object(grant.key().principal().id()) == null);
    }

    private static Map<String, SyncRecord> fresh(SyncStreams streams, String stream) {
        return Reading.held(Reading.pages(streams, stream, 999));
    }

    private static boolean names(SyncPage page, String id) {
        return page.records().stream().anyMatch(found -> found.key().text().contains(id));
    }

    private static List<String> removals(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.records().stream())
                .filter(Removal.class::isInstance)
                .map(removal -> removal.key().text())
                .toList();
    }

    private static boolean isOf(String stream, DirectoryObject object) {
        return object.type() != ObjectType.SERVICE_PRINCIPAL
                || stream.equals("managed-identities") == "ManagedIdentity".equals(object.text("servicePrincipalType"));
    }

    private static String securityGroup(Tenant tenant) {
        String id = "0b0b0b0b-1111-4222-8333-444444444444";
        tenant.add(DirectoryObject.of(
                ObjectType.GROUP, id, Map.of("displayName", "G", "mailEnabled", false, "securityEnabled", true)));
        return id;
    }

    private static List<String> objects(Directory directory, ObjectType type, Predicate<DirectoryObject> wanted) {
        return IntStream.of(directory.slots(type))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(wanted)
                .map(DirectoryObject::id)
                .toList();
    }
}
