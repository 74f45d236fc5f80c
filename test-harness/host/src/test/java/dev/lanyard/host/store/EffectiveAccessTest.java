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
import java.util.ArrayList;
import java.util.List;
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
                            holder -> holders.add(line(holder.principal().key(), holder.eligible(), holder.path())));
        }
        return holders;
    }

    private List<String> held(List<SyncRecord> records, String user) {
        try (StoreReader reader = synced(records)) {
            return reader.access().heldBy(new ResourceId("user", user)).stream()
                    .map(held -> line(held.entitlement().key(), held.eligible(), held.path()))
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
