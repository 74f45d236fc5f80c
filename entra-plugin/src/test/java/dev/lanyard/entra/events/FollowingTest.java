package dev.lanyard.entra.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.event.ChangeEvent;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.SyncRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that follows the feed of changes holds what a fresh full sync reads. */
class FollowingTest {

    private static final List<String> STREAMS = List.of(
            "accounts",
            "groups",
            "applications",
            "managed-identities",
            "credentials",
            "roles",
            "licences",
            "privileged-groups");

    private static final TenantShape SHAPE = new TenantShape(80, 60, 300, 90, 120, 31);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomChanges_lateAndOutOfOrder_leadToWhatASyncReads(long seed) {
        follow(seed, Map.of());
    }

    @Test
    void tenThousandEntries_lateRepeatedOutOfOrderAndAcrossRestarts_areToldOnceEach() {
        try (FeedTenant simulated = new FeedTenant(new TenantShape(40, 20, 120, 12, 40, 3), "changes", Map.of())) {
            simulated.simulator().setAuditLate(0.3, Duration.ofMinutes(30));
            simulated.simulator().setAuditRepeating(true);
            FollowingStore store = new FollowingStore();
            STREAMS.forEach(stream -> store.sync(simulated.records(stream)));
            simulated.since(simulated.now());
            RandomChanges changes = new RandomChanges(simulated.tenant(), 9);
            List<String> told = new ArrayList<>();
            for (int round = 0; simulated.tenant().audit().size() < 10_000; round++) {
                for (int change = 0; change < 400; change++) {
                    simulated.pass(Duration.ofMillis(900));
                    changes.make(1);
                }
                follow(simulated, round % 3 == 0 ? 150 : 999, store, told);
            }
            simulated.pass(Duration.ofMinutes(30));
            follow(simulated, 999, store, told);

            assertThat(told)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(9_000)
                    .containsExactlyInAnyOrderElementsOf(simulated.tenant().audit().visible().stream()
                            .filter(entry -> !entry.activity().matches(".*owner (to|from) application"))
                            .map(entry -> "Directory_" + entry.id())
                            .toList());
            assertThat(simulated.simulator().stats().total().throttled()).isZero();
            FollowingStore fresh = new FollowingStore();
            STREAMS.forEach(stream -> fresh.sync(simulated.records(stream)));
            assertThat(differences(comparable(fresh.held()), comparable(store.held())))
                    .isEmpty();
        }
    }

    private static void follow(FeedTenant simulated, int most, FollowingStore store, List<String> told) {
        List<EventPage> pages = simulated.pages(most);
        pages.forEach(page -> page.events().forEach(event -> told.add(event.id())));
        assertThat(pages).allMatch(page -> page.events().size() <= most);
        assertThat(simulated.cursor().value()).hasSizeLessThan(FeedCursor.MAX_LENGTH);
        take(store, pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"includeDeleted", "skipOnPremisesGroups", "skipUnassignedApplications"})
    void settings_holdForTheFeedToo(String setting) {
        follow(7, Map.of(setting, "true"));
    }

    @Test
    void withoutGuests_thereAreNoneInTheFeedEither() {
        follow(8, Map.of("includeGuests", "false"));
    }

    private static void follow(long seed, Map<String, String> settings) {
        try (FeedTenant simulated = new FeedTenant(SHAPE, "changes", settings)) {
            simulated.simulator().setAuditLate(0.4, Duration.ofMinutes(20));
            FollowingStore store = new FollowingStore();
            STREAMS.forEach(stream -> store.sync(simulated.records(stream)));
            simulated.since(simulated.now());
            RandomChanges changes = new RandomChanges(simulated.tenant(), seed);
            for (int round = 0; round < 12; round++) {
                for (int change = 0; change < 10; change++) {
                    simulated.pass(Duration.ofSeconds(1));
                    changes.make(1);
                }
                simulated.pass(Duration.ofMinutes(1));
                take(store, simulated.pages(40));
            }
            simulated.pass(Duration.ofMinutes(20));
            take(store, simulated.pages(40));

            FollowingStore fresh = new FollowingStore();
            STREAMS.forEach(stream -> fresh.sync(simulated.records(stream)));
            Map<String, SyncRecord> expected = comparable(fresh.held());
            Map<String, SyncRecord> held = comparable(store.held());
            assertThat(differences(expected, held)).isEmpty();
            assertThat(held).isNotEmpty();
        }
    }

    private static List<String> differences(Map<String, SyncRecord> expected, Map<String, SyncRecord> held) {
        List<String> differences = new ArrayList<>();
        expected.forEach((key, record) -> {
            if (!held.containsKey(key)) {
                differences.add("lacks " + key);
            } else if (!held.get(key).equals(record)) {
                differences.add("holds " + held.get(key) + " instead of " + record);
            }
        });
        held.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add("still " + key));
        return differences;
    }

    private static void take(FollowingStore store, List<EventPage> pages) {
        pages.forEach(page -> page.events().forEach(event -> store.take((ChangeEvent) event)));
    }

    /**
     * Without what the log says nothing about: that someone's manager has gone, that a federated credential was taken
     * away, what went with an owner that was deleted for good, and that nobody is left to have what an application does
     * not offer any more.
     */
    private static Map<String, SyncRecord> comparable(Map<String, SyncRecord> held) {
        Map<String, SyncRecord> comparable = new TreeMap<>();
        held.forEach((key, record) -> {
            if (record instanceof Resource resource) {
                boolean credential = key.startsWith("credential/");
                if (credential
                        && (resource.attributes().text("credentialKind").equals(Optional.of("federated"))
                                || !held.containsKey(
                                        resource.parent().orElseThrow().text()))) {
                    return;
                }
                comparable.put(key, withoutManager(resource));
            } else if (!(record instanceof Entitlement)
                    || !key.startsWith("service-principal/")
                    || held.keySet().stream().anyMatch(other -> other.startsWith(key + "@"))) {
                comparable.put(key, record);
            }
        });
        return comparable;
    }

    private static Resource withoutManager(Resource resource) {
        Attributes.Builder attributes = Attributes.builder();
        resource.attributes().forEach((String name, AttributeValue value) -> {
            if (!name.equals("manager")) {
                attributes.put(name, value);
            }
        });
        return new Resource(
                resource.key(),
                resource.displayName(),
                resource.status(),
                resource.traits(),
                resource.parent(),
                attributes.build());
    }
}
