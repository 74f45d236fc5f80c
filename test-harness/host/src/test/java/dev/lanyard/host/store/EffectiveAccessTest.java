package dev.lanyard.host.store;

import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.memberOf;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.nested;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Validity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holders and holdings are written as {@code key<path}, the path from the principal's side. */
class EffectiveAccessTest {

    @TempDir
    private Path folder;

    @Test
    void holders_areDirectAndNested_eachOnce() {
        List<SyncRecord> records = groups("a", "b", "c");
        records.addAll(List.of(
                in("a", "direct"),
                in("a", "both"),
                nested("a", "b"),
                in("b", "both"),
                nested("b", "c"),
                in("c", "deep")));
        assertThat(holders(records, "a"))
                .containsExactly("group/b", "group/c<b", "user/both", "user/deep<c,b", "user/direct");
    }

    @Test
    void holders_inACircle_end() {
        List<SyncRecord> records = groups("a", "b", "c");
        records.addAll(List.of(nested("a", "b"), nested("b", "c"), nested("c", "a"), nested("a", "a"), in("c", "u")));
        assertThat(holders(records, "a")).containsExactly("group/a", "group/b", "group/c<b", "user/u<c,b");
        assertThat(holders(records, "b")).containsExactly("group/a<c", "group/b<a,c", "group/c", "user/u<c");
    }

    @Test
    void holders_showTheShortestWay() {
        List<SyncRecord> records = groups("a", "b", "c", "d");
        records.addAll(List.of(
                nested("a", "b"), nested("b", "c"), nested("c", "d"), nested("a", "d"), in("d", "u"), in("c", "v")));
        assertThat(holders(records, "a")).contains("user/u<d", "user/v<c,b");
    }

    @Test
    void holders_doNotPassOn_whatIsNotExpandableOrOnlyEligible() {
        List<SyncRecord> records = groups("a", "b", "c");
        records.add(in("b", "u"));
        records.add(in("c", "v"));
        records.add(grant("a", new ResourceId("group", "b"), Holding.ACTIVE, false));
        records.add(grant("a", new ResourceId("group", "c"), Holding.ELIGIBLE, true));
        assertThat(holders(records, "a")).containsExactly("group/b", "group/c?");
    }

    @Test
    void holders_doNotPassOn_whatOwnersHave() {
        EntitlementId owner = new EntitlementId(new ResourceId("group", "b"), "owner");
        List<SyncRecord> records = groups("a", "b");
        records.add(nested("a", "b"));
        records.add(new Entitlement(owner, "Owner", Purpose.OWNERSHIP, Set.of("user"), Optional.empty()));
        records.add(
                new Grant(GrantKey.direct(owner, new ResourceId("user", "boss")), false, false, Validity.PERMANENT));
        assertThat(holders(records, "a")).containsExactly("group/b");
    }

    @Test
    void holder_inForceAndEligible_isInForce() {
        List<SyncRecord> records = groups("a", "b");
        records.add(nested("a", "b"));
        records.add(in("b", "u"));
        records.add(grant("a", new ResourceId("user", "u"), Holding.ELIGIBLE, false));
        assertThat(holders(records, "a")).containsExactly("group/b", "user/u<b");
    }

    @Test
    void held_isDirectAndNested_withTheWay() {
        List<SyncRecord> records = groups("a", "b", "c", "d");
        records.addAll(List.of(in("c", "u"), nested("b", "c"), nested("a", "b"), nested("a", "c")));
        records.add(grant("d", new ResourceId("user", "u"), Holding.ELIGIBLE, false));
        assertThat(held(records, "u"))
                .containsExactly("group/a#member<c", "group/b#member<c", "group/c#member", "group/d#member?");
    }

    @Test
    void held_inACircle_ends() {
        List<SyncRecord> records = groups("a", "b");
        records.addAll(List.of(in("a", "u"), nested("a", "b"), nested("b", "a")));
        assertThat(held(records, "u")).containsExactly("group/a#member", "group/b#member<a");
    }

    @Test
    void terms_areThoseOfTheGrant_ofWhichOneForATimeEndsAnotherOfTheSameScope() {
        List<SyncRecord> records = groups("a");
        records.add(in("a", "ending"));
        records.add(grant("a", "ending", Holding.TEMPORARY, Optional.empty(), "2026-01-01", "2026-03-01"));
        records.add(in("a", "staying"));
        records.add(grant("a", "staying", Holding.TEMPORARY, Optional.of("unit"), "2026-01-01", "2026-03-01"));
        records.add(grant("a", "eligible", Holding.ELIGIBLE, Optional.empty(), "2026-01-01", "2026-04-01"));
        records.add(grant("a", "twice", Holding.TEMPORARY, Optional.of("one"), "2026-01-01", "2026-03-01"));
        records.add(grant("a", "twice", Holding.TEMPORARY, Optional.of("two"), "2026-02-01", "2026-05-01"));

        Map<String, Terms> terms = new HashMap<>();
        try (StoreReader reader = synced(records)) {
            reader.access()
                    .holders(
                            memberOf("a"),
                            holder -> terms.put(holder.principal().key(), holder.terms()));
            terms.forEach((principal, expected) -> assertThat(reader.access().heldBy(ResourceId.parse(principal)))
                    .extracting(HeldEntitlement::terms)
                    .containsExactly(expected));
        }
        assertThat(terms)
                .containsOnly(
                        Map.entry("user/ending", terms(Holding.TEMPORARY, "2026-01-01", "2026-03-01")),
                        Map.entry("user/staying", new Terms(Holding.ACTIVE, Validity.PERMANENT)),
                        Map.entry("user/eligible", terms(Holding.ELIGIBLE, "2026-01-01", "2026-04-01")),
                        Map.entry("user/twice", terms(Holding.TEMPORARY, "2026-02-01", "2026-05-01")));
    }

    @Test
    void terms_throughOthers_lastAsLongAsEveryStep() {
        List<SyncRecord> records = groups("a", "b", "c");
        records.add(expandable("a", "b", "2026-01-01", "2026-06-01"));
        records.add(expandable("b", "c", "2026-02-01", "2026-05-01"));
        records.add(in("c", "u"));
        records.add(grant("c", "v", Holding.TEMPORARY, Optional.empty(), "2026-01-15", "2026-04-01"));

        try (StoreReader reader = synced(records)) {
            Map<String, Terms> terms = new HashMap<>();
            reader.access()
                    .holders(
                            memberOf("a"),
                            holder -> terms.put(holder.principal().key(), holder.terms()));
            assertThat(terms)
                    .containsEntry("group/b", terms(Holding.TEMPORARY, "2026-01-01", "2026-06-01"))
                    .containsEntry("group/c", terms(Holding.TEMPORARY, "2026-02-01", "2026-05-01"))
                    .containsEntry("user/u", terms(Holding.TEMPORARY, "2026-02-01", "2026-05-01"))
                    .containsEntry("user/v", terms(Holding.TEMPORARY, "2026-02-01", "2026-04-01"));
            assertThat(reader.access().heldBy(new ResourceId("user", "v")))
                    .extracting(HeldEntitlement::terms)
                    .containsExactly(
                            terms(Holding.TEMPORARY, "2026-02-01", "2026-04-01"),
                            terms(Holding.TEMPORARY, "2026-02-01", "2026-04-01"),
                            terms(Holding.TEMPORARY, "2026-01-15", "2026-04-01"));
        }
    }

    private static Terms terms(Holding holding, String from, String until) {
        return new Terms(holding, validity(from, until));
    }

    private static Validity validity(String from, String until) {
        return new Validity(
                Optional.of(Instant.parse(from + "T00:00:00Z")), Optional.of(Instant.parse(until + "T00:00:00Z")));
    }

    private static Grant grant(
            String group, String user, Holding holding, Optional<String> scope, String from, String until) {
        GrantKey key = new GrantKey(memberOf(group), new ResourceId("user", user), holding, scope, Optional.empty());
        return new Grant(key, false, false, validity(from, until));
    }

    private static Grant expandable(String outer, String inner, String from, String until) {
        GrantKey key = new GrantKey(
                memberOf(outer), new ResourceId("group", inner), Holding.TEMPORARY, Optional.empty(), Optional.empty());
        return new Grant(key, true, false, validity(from, until));
    }

    @Test
    void holder_thatIsNotRead_isExternal_markedOrNot() {
        List<SyncRecord> records = groups("a");
        records.add(in("a", "u"));
        records.add(in("a", "left-out"));
        records.add(new Grant(
                GrantKey.direct(memberOf("a"), new ResourceId("device", "d")), false, true, Validity.PERMANENT));
        List<String> external = new ArrayList<>();
        List<String> exported = new ArrayList<>();
        try (StoreReader reader = synced(records)) {
            reader.access().holders(memberOf("a"), holder -> {
                if (holder.external()) {
                    external.add(holder.principal().key());
                }
            });
            reader.forEachGrant(grant -> exported.add(grant.principal() + " " + grant.external()));
        }
        assertThat(external).containsExactly("device/d", "user/left-out");
        assertThat(exported).containsExactly("device/d true", "user/left-out true", "user/u false");
    }

    @Test
    void unknown_hasNothing() {
        assertThat(holders(groups("a"), "missing")).isEmpty();
        assertThat(held(groups("a"), "missing")).isEmpty();
    }

    private static List<SyncRecord> groups(String... names) {
        List<SyncRecord> records = new ArrayList<>();
        for (String name : names) {
            records.add(group(name));
            records.add(membership(name));
        }
        records.add(user("u"));
        return records;
    }

    private static Grant grant(String group, ResourceId principal, Holding holding, boolean expandable) {
        GrantKey key = new GrantKey(memberOf(group), principal, holding, Optional.empty(), Optional.empty());
        return new Grant(key, expandable, false, Validity.PERMANENT);
    }

    private List<String> holders(List<SyncRecord> records, String group) {
        List<String> holders = new ArrayList<>();
        try (StoreReader reader = synced(records)) {
            reader.access()
                    .holders(
                            memberOf(group),
                            holder -> holders.add(line(
                                    holder.principal().key(), holder.terms().eligible(), holder.path())));
        }
        return holders;
    }

    private List<String> held(List<SyncRecord> records, String user) {
        try (StoreReader reader = synced(records)) {
            return reader.access().heldBy(new ResourceId("user", user)).stream()
                    .map(held -> line(held.entitlement().key(), held.terms().eligible(), held.path()))
                    .toList();
        }
    }

    private static String line(String key, boolean eligible, List<Named> path) {
        String way = path.stream().map(step -> step.key().replace("group/", "")).collect(Collectors.joining(","));
        return key + (eligible ? "?" : "") + (way.isEmpty() ? "" : "<" + way);
    }

    private StoreReader synced(List<SyncRecord> records) {
        Store store = Store.open(folder.resolve("tenant.db"));
        sync(PagedConnector.empty().page("all", records.toArray(SyncRecord[]::new)), store);
        return store.read().orElseThrow();
    }
}
